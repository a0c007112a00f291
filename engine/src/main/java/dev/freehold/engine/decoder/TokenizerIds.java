package dev.freehold.engine.decoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.encoder.UnsupportedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The token ids that a tokenizer.json can give. A model may know more, since vocabularies are often rounded up; it must not
 * know fewer.
 */
public final class TokenizerIds {
    private static final long MAX_FILE = 64L << 20;

    private TokenizerIds() {}

    /**
     * The largest id.
     *
     * @throws UnsupportedModel if the file is no JSON, too large, or names no token
     */
    public static long largest(Path folder) {
        Path file = folder.resolve(DecoderTokenizer.FILE);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new UnsupportedModel(DecoderTokenizer.FILE + " is larger than " + MAX_FILE + " bytes");
            }
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            JsonNode vocabulary = root.path("model").path("vocab");
            // A list of tokens with their scores has no ids: a place is an id.
            long largest = vocabulary.isArray() ? vocabulary.size() - 1L : -1;
            if (vocabulary.isObject()) {
                for (JsonNode id : vocabulary) {
                    largest = Math.max(largest, id.asLong());
                }
            }
            for (JsonNode token : root.path("added_tokens")) {
                largest = Math.max(largest, token.path("id").asLong());
            }
            if (largest < 0) {
                throw new UnsupportedModel(DecoderTokenizer.FILE + " names no token");
            }
            return largest;
        } catch (JsonProcessingException e) {
            throw new UnsupportedModel(DecoderTokenizer.FILE + " is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DecoderTokenizer.FILE, e);
        }
    }
}
