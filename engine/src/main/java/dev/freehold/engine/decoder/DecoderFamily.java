package dev.freehold.engine.decoder;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The architectures that one decoder program computes; they differ in biases, in norms and in what config.json leaves out. */
public enum DecoderFamily {
    LLAMA("llama", "LlamaForCausalLM"),
    MISTRAL("mistral", "MistralForCausalLM"),
    QWEN2("qwen2", "Qwen2ForCausalLM"),
    QWEN3("qwen3", "Qwen3ForCausalLM");

    private final String modelType;
    private final String architecture;

    DecoderFamily(String modelType, String architecture) {
        this.modelType = modelType;
        this.architecture = architecture;
    }

    /** As config.json names it. */
    public String modelType() {
        return modelType;
    }

    /** Name of the Transformers class. */
    public String architecture() {
        return architecture;
    }

    /** Whether queries, keys and values have a bias. */
    boolean attentionBias() {
        return this == QWEN2;
    }

    /** Whether each head's queries and keys are normalised. */
    boolean headNorms() {
        return this == QWEN3;
    }

    /** The family of a model folder; empty where it holds something else. */
    public static Optional<DecoderFamily> of(Path folder) {
        return named(StrictJson.file(folder, DecoderConfig.FILE).text("model_type", ""));
    }

    /** The family of a model type. */
    public static Optional<DecoderFamily> named(String modelType) {
        return Stream.of(values())
                .filter(family -> family.modelType.equals(modelType))
                .findFirst();
    }
}
