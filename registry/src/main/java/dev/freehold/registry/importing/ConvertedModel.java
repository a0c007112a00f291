package dev.freehold.registry.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.model.Evaluation;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.vetting.Refused;
import dev.freehold.registry.vetting.VersionFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A sentence encoder that was converted from ONNX, with what the comparison to the original showed. */
record ConvertedModel(Path folder, ModelConversion.Figures figures, String licence) implements Candidate {
    /** Below this, the converted model is another model. */
    static final double LEAST_COSINE = 0.9999;

    @Override
    public List<String> tasks() {
        return List.of("embeddings");
    }

    @Override
    public Evaluation evaluated() {
        int tensors = checkedFiles();
        if (!(figures.minimumCosine() >= LEAST_COSINE)) {
            throw new ProblemException(
                    RegistryProblems.NOT_VETTED,
                    "the smallest cosine between the original and the converted model is "
                            + text(figures.minimumCosine()) + " and must be at least " + LEAST_COSINE);
        }
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("minimum_cosine", text(figures.minimumCosine()))
                .put("sentences", figures.sentences())
                .put("parameters", figures.parameters())
                .put("tensors", tensors)
                .put("layers", figures.layers())
                .put("hidden", figures.hidden())
                .put("licence", licence);
        return new Evaluation(json.toString());
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "smallest cosine to the original %.7f over %d sentences, %,d weights",
                figures.minimumCosine(),
                figures.sentences(),
                figures.parameters());
    }

    private int checkedFiles() {
        try {
            return VersionFiles.base(folder).tensors().size();
        } catch (Refused e) {
            throw new ProblemException(RegistryProblems.NOT_VETTED, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(double cosine) {
        return String.format(Locale.ROOT, "%.9f", cosine);
    }
}
