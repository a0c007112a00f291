package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.decoder.DecoderFamily;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.TokenizerIds;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.DecoderTrial;
import dev.freehold.engine.worker.GeneratedText;
import dev.freehold.engine.worker.GenerationSpec;
import dev.freehold.engine.worker.GenerationSpec.Prompt;
import dev.freehold.engine.worker.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads a decoder as it will be served, and has it look at a short text and write one token. */
final class TrialBench {
    private static final String TEXT = "Hello";

    private TrialBench() {}

    /**
     * Tries a decoder out.
     *
     * @throws Refusal saying what it cannot do
     */
    static DecoderTrial run(Protocol.Trial call, Tensors memory) {
        Path folder = Path.of(call.base());
        if (DecoderFamily.of(folder).isEmpty()) {
            throw new Refusal("config.json names no decoder");
        }
        try (Tensors scope = memory.inner();
                DecoderModel base = DecoderModel.load(scope, folder)) {
            int vocabulary = base.config().vocabulary();
            long largest = TokenizerIds.largest(folder);
            if (largest >= vocabulary) {
                throw new Refusal("the tokenizer gives token ids up to " + largest + ", the model knows " + vocabulary
                        + ": they are not of one model");
            }
            try (ServedDecoder decoder = ServedDecoder.open(scope, folder, base, Optional.empty())) {
                checkLogits(decoder.logits(List.of(TEXT)).logits().get(0), vocabulary);
                GeneratedText text = written(decoder, new Prompt.Text(TEXT));
                if (call.chat()) {
                    text = written(decoder, new Prompt.Chat(List.of(new ChatTurn("user", TEXT))));
                }
                return new DecoderTrial(vocabulary, largest, text.promptTokens(), text.completionTokens());
            }
        }
    }

    private static void checkLogits(float[] logits, int vocabulary) {
        if (logits.length != vocabulary) {
            throw new Refusal("it gives " + logits.length + " logits, its vocabulary is " + vocabulary);
        }
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new Refusal("its logits behind a short text are not all finite numbers");
            }
        }
    }

    private static GeneratedText written(ServedDecoder decoder, Prompt prompt) {
        return decoder.generate(new GenerationSpec(prompt, 1, 0, 1, List.of(), null), piece -> true);
    }
}
