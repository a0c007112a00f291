package dev.freehold.registry.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.model.Evaluation;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.vetting.ModelCard;
import dev.freehold.registry.vetting.ModelSizes;
import dev.freehold.registry.vetting.Refused;
import dev.freehold.registry.vetting.VersionFiles;
import dev.freehold.registry.vetting.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model that came as a folder in Transformers layout and is kept as it came.
 *
 * @param sizes what its config.json states
 * @param trial that it has to stand where it writes text
 */
record TransformersModel(Path folder, ModelSizes sizes, List<String> tasks, String licence, ModelTrial trial)
        implements Candidate {
    TransformersModel {
        tasks = List.copyOf(tasks);
    }

    /**
     * Reads what the folder says of itself.
     *
     * @param licence that whoever brought it names
     * @throws Refused if it is of no family that is served, or its card names another licence
     */
    static TransformersModel of(Path folder, String licence, ModelTrial trial) throws IOException, Refused {
        ModelSizes sizes = ModelSizes.read(folder);
        String card = ModelCard.licence(folder).orElse(licence);
        if (!card.equalsIgnoreCase(licence)) {
            throw new Refused("README.md states the licence " + card + ", the import names " + licence);
        }
        return new TransformersModel(folder, sizes, tasks(folder, sizes), licence, trial);
    }

    private static List<String> tasks(Path folder, ModelSizes sizes) throws IOException, Refused {
        if (sizes.encoder()) {
            return List.of("embeddings");
        }
        List<String> tasks = new ArrayList<>(List.of("completions"));
        if (hasChatTemplate(folder)) {
            tasks.add("chat");
        }
        return tasks;
    }

    private static boolean hasChatTemplate(Path folder) throws IOException, Refused {
        if (Files.exists(folder.resolve("chat_template.jinja"))) {
            return true;
        }
        Path config = folder.resolve("tokenizer_config.json");
        JsonNode template =
                Files.exists(config) ? VersionFiles.json(config).path("chat_template") : Json.MAPPER.missingNode();
        return template.isTextual() || (template.isArray() && !template.isEmpty());
    }

    @Override
    public Evaluation evaluated() {
        try {
            Weights weights = VersionFiles.base(folder);
            sizes.check(weights);
            ObjectNode json = Json.MAPPER
                    .createObjectNode()
                    .put("model_type", sizes.modelType())
                    .put("parameters", weights.parameters())
                    .put("tensors", weights.tensors().size())
                    .put("weight_files", weights.files())
                    .put("layers", sizes.layers())
                    .put("hidden", sizes.hidden())
                    .put("positions", sizes.positions())
                    .put("licence", licence);
            if (!sizes.encoder()) {
                ModelTrial.Figures shown = trial.run(folder, tasks.contains("chat"));
                json.put("vocabulary", shown.vocabulary())
                        .put("largest_token_id", shown.largestId())
                        .put("prompt_tokens_tried", shown.promptTokens());
            }
            return new Evaluation(json.toString());
        } catch (Refused e) {
            throw new ProblemException(RegistryProblems.NOT_VETTED, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s with %d layers of %d, for %s",
                sizes.modelType(),
                sizes.layers(),
                sizes.hidden(),
                String.join(" and ", tasks.stream().sorted().toList()));
    }
}
