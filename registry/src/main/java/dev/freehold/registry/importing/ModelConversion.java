package dev.freehold.registry.importing;

import dev.freehold.contracts.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;

/** Port: turns a model in ONNX into weights that the platform serves, and compares the two. */
public interface ModelConversion {
    /**
     * Converts.
     *
     * @param target does not exist or is empty; holds config.json, model.safetensors and tokenizer.json afterwards
     * @param sentences on which the original and the converted model are compared
     * @throws ProblemException saying why it cannot be done
     */
    Figures convert(Path onnx, Path tokenizer, Path target, List<String> sentences);

    /**
     * What the comparison showed.
     *
     * @param minimumCosine smallest cosine between the two models' embeddings of a sentence
     * @param sentences how many were compared
     * @param parameters weights of the converted model
     * @param hidden length of an embedding
     */
    record Figures(double minimumCosine, int sentences, long parameters, int layers, int hidden) {}
}
