package dev.freehold.engine.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsFile;
import dev.freehold.engine.weights.TensorEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            for (NamedShape weight : EncoderLayout.weights(config)) {
                weights.add(mapped(memory, file, prefix, weight));
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

    /** The folder that it was loaded from. */
    public Path folder() {
        return folder;
    }

    /** Sizes. */
    public EncoderConfig config() {
        return config;
    }

    /** All weights, in the program's order; never to be written to. */
    public List<PtNDArray> weights() {
        return weights;
    }

    /**
     * Further tensors of the weights file, in the order asked for, in another scope; empty where the first is missing.
     *
     * @throws UnsupportedModel if one has another shape
     * @throws dev.freehold.engine.weights.MalformedWeights if the first is there and another is missing
     */
    public Optional<List<PtNDArray>> further(Tensors scope, List<NamedShape> wanted) {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(FILE))) {
            boolean bare = prefix(file).isEmpty();
            List<NamedShape> named =
                    bare ? wanted.stream().map(EncoderModel::bare).toList() : wanted;
            if (!file.entries().containsKey(named.get(0).name())) {
                return Optional.empty();
            }
            return Optional.of(named.stream()
                    .map(weight -> mapped(scope, file, "", weight))
                    .toList());
        }
    }

    /** Without the prefix that a file of an encoder alone does not have. */
    private static NamedShape bare(NamedShape weight) {
        String name = weight.name();
        return name.startsWith("bert.") ? new NamedShape(name.substring("bert.".length()), weight.shape()) : weight;
    }

    private static PtNDArray mapped(Tensors scope, SafetensorsFile file, String prefix, NamedShape weight) {
        TensorEntry entry = file.entry(prefix + weight.name());
        if (!entry.shape().equals(weight.shape())) {
            throw new UnsupportedModel(FILE + ": " + entry.name() + " has shape " + entry.shape() + ", "
                    + EncoderConfig.FILE + " asks for " + weight.shape());
        }
        return scope.floats(file.floats(entry.name()), weight.sizes());
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
