package dev.freehold.starter.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.decoder.DecoderConfig;
import dev.freehold.engine.decoder.DecoderLayout;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes weights, sizes and generation settings beside a tokenizer, in the layout of Transformers. */
final class StarterFolder {
    private static final int MAX_NEW_TOKENS = 96;

    private StarterFolder() {}

    static void write(Path folder, DecoderConfig config, List<float[]> values) throws IOException {
        List<NamedShape> layout = DecoderLayout.weights(config);
        List<SafetensorsWriter.BrainFloats> weights = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            weights.add(new SafetensorsWriter.BrainFloats(
                    layout.get(i).name(), layout.get(i).shape(), values.get(i)));
        }
        SafetensorsWriter.write(folder.resolve("model.safetensors"), weights);
        Files.write(folder.resolve("generation_config.json"), generation());
        Files.write(folder.resolve(DecoderConfig.FILE), config.json());
    }

    private static byte[] generation() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("eos_token_id", StarterShape.SPECIAL.indexOf(StarterShape.END_OF_TURN));
        root.put("pad_token_id", StarterShape.SPECIAL.indexOf(StarterShape.PADDING));
        root.put("max_new_tokens", MAX_NEW_TOKENS);
        root.put("do_sample", false);
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
