package dev.freehold.engine.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.SafetensorsFile;
import dev.freehold.engine.weights.TensorEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An encoder's weights in memory: mapped from its folder, frozen, shared by all programs that use them. */
public final class EncoderModel implements AutoCloseable {
    /** Name of the weights file in a model folder. */
    public static final String FILE = "model.safetensors";

    private static final List<String> PREFIXES = List.of("", "bert.");
    private final Path folder;
    private final EncoderConfig config;
    private final Tensors memory;
    private final List<PtNDArray> weights;

    private EncoderModel(Path folder, EncoderConfig config, Tensors memory, List<PtNDArray> weights) {
        this.folder = folder;
        this.config = config;
        this.memory = memory;
        this.weights = List.copyOf(weights);
    }

    /**
     * Loads a model folder in Transformers layout.
     *
     * @throws UnsupportedModel if config.json asks for what is not computed here, or a weight has another shape
     * @throws dev.freehold.engine.weights.MalformedWeights if model.safetensors is broken or lacks a weight
     */
    public static EncoderModel load(Tensors scope, Path folder) {
        EncoderConfig config = EncoderConfig.read(folder);
        Tensors memory = scope.inner();
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(FILE))) {
            String prefix = prefix(file);
            List<PtNDArray> weights = new ArrayList<>();
            for (EncoderWeight weight : EncoderWeight.of(config)) {
                TensorEntry entry = file.entry(prefix + weight.name());
                if (!entry.shape().equals(weight.shape())) {
                    throw new UnsupportedModel(FILE + ": " + entry.name() + " has shape " + entry.shape() + ", "
                            + EncoderConfig.FILE + " asks for " + weight.shape());
                }
                long[] shape =
                        weight.shape().stream().mapToLong(Long::longValue).toArray();
                weights.add(memory.floats(file.floats(entry.name()), shape));
            }
            return new EncoderModel(folder, config, memory, weights);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static String prefix(SafetensorsFile file) {
        return PREFIXES.stream()
                .filter(prefix -> file.entries().containsKey(prefix + "embeddings.word_embeddings.weight"))
                .findFirst()
                .orElse("");
    }

    /** Sizes. */
    public EncoderConfig config() {
        return config;
    }

    /** All weights, in the program's order; never to be written to. */
    public List<PtNDArray> weights() {
        return weights;
    }

    /** Opens this model's tokenizer, cutting at a length no longer than the model's positions. */
    public EncoderTokenizer tokenizer(int maxTokens) {
        return EncoderTokenizer.open(
                folder.resolve(EncoderTokenizer.FILE), Math.min(maxTokens, config.positions()), config.vocabulary());
    }

    @Override
    public void close() {
        memory.close();
    }
}
