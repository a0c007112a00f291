package dev.freehold.starter.recipe;

import dev.freehold.engine.bpe.TokenizerFolder;
import dev.freehold.engine.decoder.DecoderConfig;
import dev.freehold.engine.decoder.DecoderFamily;
import dev.freehold.engine.decoder.Rotary;
import java.util.List;

/** Sizes of the starter model, and how it writes a conversation. */
final class StarterShape {
    static final String PADDING = "<|endoftext|>";
    static final String START_OF_TURN = "<|im_start|>";
    static final String END_OF_TURN = "<|im_end|>";
    static final List<String> SPECIAL = List.of(PADDING, START_OF_TURN, END_OF_TURN);
    static final int VOCABULARY = 2048;
    static final int POSITIONS = 512;

    private static final int HIDDEN = 192;
    private static final int LAYERS = 4;
    private static final int HEADS = 6;
    private static final int INTERMEDIATE = 512;
    private static final double NORM_EPSILON = 1e-5;
    private static final double ROTARY_THETA = 10_000;

    private static final String CHAT_TEMPLATE = """
            {%- for message in messages %}
                {{- '<|im_start|>' + message['role'] + '\\n' + message['content'] | trim + '<|im_end|>\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|im_start|>assistant\\n' }}
            {%- endif %}
            """;

    private StarterShape() {}

    static TokenizerFolder.Settings tokenizerSettings() {
        return new TokenizerFolder.Settings(END_OF_TURN, PADDING, CHAT_TEMPLATE, POSITIONS);
    }

    /** The sizes for a vocabulary, which may come out smaller than asked for. */
    static DecoderConfig config(int vocabulary) {
        return new DecoderConfig(
                DecoderFamily.LLAMA,
                vocabulary,
                HIDDEN,
                LAYERS,
                HEADS,
                HEADS,
                HIDDEN / HEADS,
                INTERMEDIATE,
                POSITIONS,
                NORM_EPSILON,
                true,
                Rotary.of(ROTARY_THETA));
    }
}
