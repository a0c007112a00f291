package dev.freehold.engine.onnx;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.encoder.EncoderLayout;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A BERT encoder found in an ONNX graph, as PyTorch's exporter writes one: embeddings, biases and norms keep their names,
 * the matrices of linear layers lose theirs and are found by the path of the operation that multiplies with them.
 */
final class BertGraph {
    private static final String WORDS = "embeddings.word_embeddings.weight";
    private static final List<String> POOLER = List.of("pooler.dense.weight", "pooler.dense.bias");
    private final OnnxGraph graph;
    private final String prefix;
    private final Map<String, OnnxNode> byPath = new HashMap<>();
    private final Map<String, OnnxNode> transposedUse = new HashMap<>();

    BertGraph(OnnxGraph graph) {
        this.graph = graph;
        this.prefix = graph.initialisers().keySet().stream()
                .filter(name -> name.endsWith(WORDS))
                .map(name -> name.substring(0, name.length() - WORDS.length()))
                .findFirst()
                .orElseThrow(() -> new MalformedOnnx("the ONNX file holds no BERT encoder: no " + WORDS));
        for (OnnxNode node : graph.nodes()) {
            byPath.put(node.name(), node);
            if ("Gemm".equals(node.operator())
                    && node.flags().getOrDefault("transB", 0L) == 1
                    && node.inputs().size() > 1) {
                transposedUse.put(node.inputs().get(1), node);
            }
        }
    }

    /** Sizes, from the shapes of weights and the constants of operations. */
    EncoderConfig config() {
        List<Long> words = stored(WORDS).shape();
        List<Long> positions = stored("embeddings.position_embeddings.weight").shape();
        List<Long> segments = stored("embeddings.token_type_embeddings.weight").shape();
        int hidden = size(words, 1);
        // The exporter divides attention scores by the square root of a head's width.
        float root = constantInput("encoder/layer.0/attention/self/Div").scalar();
        int headWidth = Math.round(root * root);
        if (headWidth < 1 || hidden % headWidth != 0) {
            throw new MalformedOnnx("attention of the ONNX file scales by " + root + ", which fits no head width");
        }
        if (!byPath.containsKey(path("encoder/layer.0/intermediate/intermediate_act_fn/Erf"))) {
            throw new MalformedOnnx("the ONNX file's activation is not gelu with erf");
        }
        float epsilon = constantInput("embeddings/LayerNorm/Add").scalar();
        return new EncoderConfig(
                size(words, 0),
                hidden,
                layers(),
                hidden / headWidth,
                size(stored("encoder.layer.0.intermediate.dense.bias").shape(), 0),
                size(positions, 0),
                size(segments, 0),
                // The shortest decimal of that float is what the exporter was given.
                Double.parseDouble(Float.toString(epsilon)),
                0);
    }

    /**
     * All weights in the Transformers layout, pooler included where there is one.
     *
     * @throws MalformedOnnx if a weight is missing, has another shape, or one is left over
     */
    List<OnnxWeight> weights(EncoderConfig config) {
        List<OnnxWeight> weights = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (NamedShape wanted : EncoderLayout.weights(config)) {
            OnnxWeight weight = weight(wanted.name());
            if (!weight.shape().equals(wanted.shape())) {
                throw new MalformedOnnx(
                        wanted.name() + " has shape " + weight.shape() + ", the other sizes ask for " + wanted.shape());
            }
            weights.add(weight);
            used.add(weight.tensor().name());
        }
        for (String name : POOLER) {
            if (graph.initialisers().containsKey(prefix + name)) {
                weights.add(weight(name));
                used.add(prefix + name);
            }
        }
        for (OnnxTensor tensor : graph.initialisers().values()) {
            if (tensor.isFloat() && !used.contains(tensor.name())) {
                throw new MalformedOnnx("weight " + tensor.name() + " of the ONNX file has no place in a BERT encoder");
            }
        }
        return weights;
    }

    private OnnxWeight weight(String name) {
        String full = prefix + name;
        boolean linear =
                name.endsWith("dense.weight") || (name.contains(".attention.self.") && name.endsWith(".weight"));
        if (!linear) {
            return new OnnxWeight(name, stored(name), false);
        }
        if (graph.initialisers().containsKey(full)) {
            // A matrix that kept its name lies as [out, in] only if its use says so.
            if (!transposedUse.containsKey(full)) {
                throw new MalformedOnnx("weight " + full + " of the ONNX file is not used as a transposed matrix");
            }
            return new OnnxWeight(name, stored(name), false);
        }
        String module = name.substring(0, name.length() - ".weight".length());
        OnnxTensor matrix = storedInput(path(modulePath(module) + "/MatMul"));
        if (matrix.shape().size() != 2) {
            throw new MalformedOnnx("weight " + matrix.name() + " of the ONNX file is not a matrix");
        }
        return new OnnxWeight(name, matrix, true);
    }

    /** {@code encoder.layer.0.output.dense} as the exporter writes it: dots become slashes, save before a number. */
    private static String modulePath(String module) {
        return module.replaceAll("\\.(?!\\d)", "/");
    }

    private String path(String relative) {
        return "/" + prefix.replace('.', '/') + relative;
    }

    private int layers() {
        int layers = 0;
        while (graph.initialisers().containsKey(prefix + "encoder.layer." + layers + ".output.dense.bias")) {
            layers++;
        }
        return layers;
    }

    private OnnxTensor stored(String name) {
        return checked(prefix + name, graph.initialisers().get(prefix + name));
    }

    private OnnxTensor storedInput(String nodePath) {
        return input(nodePath, graph.initialisers());
    }

    private OnnxTensor constantInput(String relative) {
        return input(path(relative), graph.constants());
    }

    private OnnxTensor input(String nodePath, Map<String, OnnxTensor> among) {
        OnnxNode node = byPath.get(nodePath);
        if (node == null) {
            throw new MalformedOnnx("operation " + nodePath + " is missing in the ONNX file");
        }
        return node.inputs().stream()
                .filter(among::containsKey)
                .map(among::get)
                .findFirst()
                .map(tensor -> checked(tensor.name(), tensor))
                .orElseThrow(() -> new MalformedOnnx("operation " + nodePath + " has no stored input"));
    }

    private static OnnxTensor checked(String name, @Nullable OnnxTensor tensor) {
        if (tensor == null) {
            throw new MalformedOnnx("weight " + name + " is missing in the ONNX file");
        }
        long bytes = Float.BYTES;
        for (long size : tensor.shape()) {
            bytes = Math.multiplyExact(bytes, size);
        }
        if (!tensor.isFloat() || tensor.bytes().remaining() != bytes) {
            throw new MalformedOnnx("weight " + name + " of the ONNX file is not stored as raw 32-bit floats");
        }
        return tensor;
    }

    private static int size(List<Long> shape, int dimension) {
        if (dimension >= shape.size()) {
            throw new MalformedOnnx("a weight of the ONNX file has too few dimensions");
        }
        return Math.toIntExact(shape.get(dimension));
    }
}
