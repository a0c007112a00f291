package dev.freehold.finetune.run.djl;

import dev.freehold.engine.bpe.BytePairTrainer;
import dev.freehold.engine.bpe.BytePairs;
import dev.freehold.engine.bpe.TokenizerFolder;
import dev.freehold.engine.decoder.DecoderConfig;
import dev.freehold.engine.decoder.DecoderFamily;
import dev.freehold.engine.decoder.DecoderLayout;
import dev.freehold.engine.decoder.Rotary;
import dev.freehold.engine.train.FirstValues;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A chat model of random weights that knows bytes and nothing else. */
final class TinyTalker {
    private static final String TEMPLATE = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>"
            + "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
    private static final List<String> SPECIAL = List.of("<|pad|>", "<|end|>", "<|user|>", "<|assistant|>");
    private static final int POSITIONS = 96;
    private static final int GROWTH = 25;

    private TinyTalker() {}

    static Path write(Path folder) throws IOException {
        int vocabulary = 256 + SPECIAL.size();
        DecoderConfig config = new DecoderConfig(
                DecoderFamily.LLAMA, vocabulary, 32, 2, 2, 2, 16, 64, POSITIONS, 1e-5, true, Rotary.of(10_000));
        BytePairs pairs = BytePairTrainer.train(List.of(), SPECIAL, vocabulary);
        TokenizerFolder.write(folder, pairs, new TokenizerFolder.Settings("<|end|>", "<|pad|>", TEMPLATE, POSITIONS));
        List<NamedShape> layout = DecoderLayout.weights(config);
        List<float[]> values = FirstValues.weights(layout, config.layers(), new SplittableRandom(3));
        List<SafetensorsWriter.BrainFloats> weights = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            if (layout.get(i).name().contains("embed_tokens")) {
                grow(values.get(i));
            }
            weights.add(new SafetensorsWriter.BrainFloats(
                    layout.get(i).name(), layout.get(i).shape(), values.get(i)));
        }
        SafetensorsWriter.write(folder.resolve("model.safetensors"), weights);
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": 1}");
        Files.write(folder.resolve(DecoderConfig.FILE), config.json());
        return folder;
    }

    /** Pairs leave the embeddings alone: with ones as small as training starts with, no token could be made likely. */
    private static void grow(float[] embeddings) {
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] *= GROWTH;
        }
    }
}
