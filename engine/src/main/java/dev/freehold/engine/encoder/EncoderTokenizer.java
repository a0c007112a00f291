package dev.freehold.engine.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tokenizer.json with its limits made explicit: cut at a given length, never padded, special tokens added. */
public final class EncoderTokenizer implements AutoCloseable {
    /** Name of the file in a model folder. */
    public static final String FILE = "tokenizer.json";

    private static final long MAX_FILE = 64L << 20;
    /** Texts at a time: the library's answer holds much more than the ids. */
    private static final int CHUNK = 1024;

    private final HuggingFaceTokenizer tokenizer;
    private final int vocabulary;

    private EncoderTokenizer(HuggingFaceTokenizer tokenizer, int vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /**
     * Opens a tokenizer.
     *
     * @param file tokenizer.json
     * @param maxTokens longest row; longer texts are cut
     * @param vocabulary number of token ids that the model knows
     */
    public static EncoderTokenizer open(Path file, int maxTokens, int vocabulary) {
        // The library asks its makers' servers unless told not to.
        System.setProperty("ai.djl.offline", "true");
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new UnsupportedModel(FILE + " is larger than " + MAX_FILE + " bytes");
            }
            // A tokenizer.json carries truncation and padding of its own (often 128); both are overridden here.
            Map<String, String> options = Map.of(
                    "truncation", "true",
                    "padding", "false",
                    "addSpecialTokens", "true",
                    "maxLength", String.valueOf(maxTokens),
                    "modelMaxLength", String.valueOf(maxTokens));
            return new EncoderTokenizer(HuggingFaceTokenizer.newInstance(file, options), vocabulary);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /**
     * Turns texts into token ids.
     *
     * @throws UnsupportedModel if the tokenizer gives an id that the model does not know
     */
    public TokenizedTexts tokenize(List<String> texts) {
        List<long[]> rows = new ArrayList<>(texts.size());
        int truncated = 0;
        for (int from = 0; from < texts.size(); from += CHUNK) {
            List<String> chunk = texts.subList(from, Math.min(texts.size(), from + CHUNK));
            for (Encoding encoding : tokenizer.batchEncode(chunk)) {
                rows.add(known(encoding.getIds()));
                truncated += encoding.exceedMaxLength() ? 1 : 0;
            }
        }
        return new TokenizedTexts(rows, truncated);
    }

    private long[] known(long[] ids) {
        for (long id : ids) {
            if (id < 0 || id >= vocabulary) {
                throw new UnsupportedModel(FILE + " gives token id " + id + ", the model knows " + vocabulary + " ids");
            }
        }
        return ids;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
