package dev.freehold.engine.merge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.Refusal;
import dev.freehold.engine.decoder.DecoderAdapter;
import dev.freehold.engine.decoder.DecoderConfig;
import dev.freehold.engine.decoder.DecoderLayout;
import dev.freehold.engine.lora.LowRank;
import dev.freehold.engine.weights.Dtype;
import dev.freehold.engine.weights.ModelWeights;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds a decoder's adapter into its base. Plain Java: no native library is needed, and one matrix is in memory at a time. */
final class DecoderMerge {
    /** What else a model folder may have that goes on to be true of the merged model. */
    private static final List<String> COMPANIONS = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "tokenizer.model",
            "chat_template.jinja",
            "generation_config.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    private DecoderMerge() {}

    static void write(Path base, Path adapterFolder, Path target) {
        checkFree(target);
        DecoderConfig config = DecoderConfig.read(base);
        DecoderAdapter adapter = DecoderAdapter.load(adapterFolder, config);
        try (ModelWeights weights = ModelWeights.open(base)) {
            List<SafetensorsWriter.Source> sources = new ArrayList<>();
            for (NamedShape tensor : DecoderLayout.weights(config)) {
                Optional<LowRank> pair = adapter.pair(tensor.name());
                sources.add(
                        pair.isPresent() ? new Merged(tensor, weights, pair.get()) : new Unchanged(tensor, weights));
            }
            Files.createDirectories(target);
            SafetensorsWriter.write(target.resolve(ModelWeights.FILE), sources);
            for (String name : COMPANIONS) {
                if (Files.isRegularFile(base.resolve(name))) {
                    Files.copy(base.resolve(name), target.resolve(name));
                }
            }
            // Last: a folder that has it is whole.
            Files.write(target.resolve(DecoderConfig.FILE), wide(base.resolve(DecoderConfig.FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the merged model", e);
        }
    }

    private static void checkFree(Path target) {
        for (String name : List.of(DecoderConfig.FILE, ModelWeights.FILE, ModelWeights.INDEX)) {
            if (Files.exists(target.resolve(name))) {
                throw new Refusal("the folder of the merged model already holds " + name);
            }
        }
    }

    /** The base's configuration; loaders that go by its dtype must not round what was added. */
    private static byte[] wide(Path file) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        root.put(root.has("dtype") ? "dtype" : "torch_dtype", "float32");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /** A weight as the base has it. */
    private record Unchanged(NamedShape tensor, ModelWeights weights) implements SafetensorsWriter.Source {
        @Override
        public String name() {
            return tensor.name();
        }

        @Override
        public Dtype dtype() {
            return weights.entry(tensor.name()).dtype();
        }

        @Override
        public List<Long> shape() {
            return tensor.shape();
        }

        @Override
        public ByteBuffer bytes() {
            return weights.bytes(tensor.name());
        }
    }

    /** A weight with its pair added, in 32-bit floats whatever the base has: narrower ones would lose most of what is added. */
    private record Merged(NamedShape tensor, ModelWeights weights, LowRank pair) implements SafetensorsWriter.Source {
        @Override
        public String name() {
            return tensor.name();
        }

        @Override
        public Dtype dtype() {
            return Dtype.F32;
        }

        @Override
        public List<Long> shape() {
            return tensor.shape();
        }

        @Override
        public ByteBuffer bytes() {
            float[] values = new float[tensor.elements()];
            weights.floats(tensor.name()).asFloatBuffer().get(values);
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(pair.addedTo(values));
            return bytes;
        }
    }
}
