package dev.freehold.engine.decoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.freehold.engine.chat.SpecialTokens;
import dev.freehold.engine.encoder.UnsupportedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A tokenizer.json for both directions: whole texts into token ids, never cut or padded, and ids back into text. */
public final class DecoderTokenizer implements AutoCloseable {
    /** Name of the file in a model folder. */
    public static final String FILE = "tokenizer.json";

    private static final long MAX_FILE = 64L << 20;
    private final HuggingFaceTokenizer tokenizer;
    private final int vocabulary;
    private final SpecialTokens special;

    private DecoderTokenizer(HuggingFaceTokenizer tokenizer, int vocabulary, SpecialTokens special) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.special = special;
    }

    /**
     * Opens a model folder's tokenizer.
     *
     * @param vocabulary number of token ids that the model knows
     */
    public static DecoderTokenizer open(Path folder, int vocabulary) {
        // The library asks its makers' servers unless told not to.
        System.setProperty("ai.djl.offline", "true");
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new UnsupportedModel(FILE + " is larger than " + MAX_FILE + " bytes");
            }
            // A tokenizer.json carries truncation and padding of its own; both are overridden here.
            Map<String, String> options = Map.of("truncation", "false", "padding", "false");
            return new DecoderTokenizer(
                    HuggingFaceTokenizer.newInstance(file, options), vocabulary, SpecialTokens.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /**
     * Turns a text into token ids.
     *
     * @param special whether to add what the tokenizer puts before a text; a chat template has written it already
     * @throws UnsupportedModel if the tokenizer gives an id that the model does not know
     */
    public long[] encode(String text, boolean special) {
        long[] ids = tokenizer.encode(text, special, false).getIds();
        for (long id : ids) {
            if (id < 0 || id >= vocabulary) {
                throw new UnsupportedModel(FILE + " gives token id " + id + ", the model knows " + vocabulary + " ids");
            }
        }
        return ids;
    }

    /** The texts that become special tokens wherever they stand, such as the mark at the end of a turn. */
    public SpecialTokens special() {
        return special;
    }

    /** Turns token ids into text, special tokens left out; bytes that are no character yet become U+FFFD. */
    public String decode(long[] ids) {
        return tokenizer.decode(ids, true);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
