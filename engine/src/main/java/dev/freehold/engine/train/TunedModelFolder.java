package dev.freehold.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.Refusal;
import dev.freehold.engine.decoder.DecoderConfig;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes a model all of whose weights were tuned: new weights, and beside them the base's own tokenizer and settings. */
public final class TunedModelFolder {
    private static final String WEIGHTS = "model.safetensors";
    private static final List<String> KEPT = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "generation_config.json",
            "chat_template.jinja");
    private static final ObjectMapper JSON = new ObjectMapper();

    private TunedModelFolder() {}

    /**
     * Refuses a folder that holds anything.
     *
     * @throws Refusal if it is not empty
     */
    public static void checkFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new Refusal("the folder for the tuned model is not empty");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder for the tuned model", e);
        }
    }

    /** Writes the folder. The configuration comes last: a folder that has it is whole. */
    public static void save(Path base, Path target, List<NamedShape> layout, List<float[]> values) {
        checkFree(target);
        List<SafetensorsWriter.Floats> weights = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            NamedShape tensor = layout.get(i);
            weights.add(new SafetensorsWriter.Floats(tensor.name(), tensor.shape(), values.get(i)));
        }
        try {
            Files.createDirectories(target);
            SafetensorsWriter.write(target.resolve(WEIGHTS), weights);
            for (String name : KEPT) {
                if (Files.exists(base.resolve(name))) {
                    Files.copy(base.resolve(name), target.resolve(name));
                }
            }
            Files.write(target.resolve(DecoderConfig.FILE), config(base));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the tuned model", e);
        }
    }

    /** The base's configuration, saying how wide the weights are now: Transformers would round them to what it says. */
    private static byte[] config(Path base) throws IOException {
        JsonNode read = JSON.readTree(Files.readAllBytes(base.resolve(DecoderConfig.FILE)));
        ObjectNode config = ((ObjectNode) read).without(List.of("dtype", "torch_dtype"));
        config.put("torch_dtype", "float32");
        return (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
