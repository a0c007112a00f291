package dev.freehold.engine.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.engine.encoder.UnsupportedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The token ids after which a model has nothing to add, as generation_config.json states them, else config.json. */
public final class EndTokens {
    private static final String GENERATION = "generation_config.json";
    private static final String KEY = "eos_token_id";

    private EndTokens() {}

    /** Reads a model folder's; empty where it states none. */
    public static Set<Long> read(Path folder) {
        Set<Long> ends = new HashSet<>();
        if (Files.exists(folder.resolve(GENERATION))) {
            ends.addAll(ids(StrictJson.file(folder, GENERATION).value(KEY), GENERATION));
        }
        if (ends.isEmpty()) {
            ends.addAll(ids(StrictJson.file(folder, DecoderConfig.FILE).value(KEY), DecoderConfig.FILE));
        }
        return Set.copyOf(ends);
    }

    private static Set<Long> ids(JsonNode value, String file) {
        Set<Long> ids = new HashSet<>();
        if (value.isArray()) {
            value.forEach(id -> ids.add(id(id, file)));
        } else if (!value.isNull() && !value.isMissingNode()) {
            ids.add(id(value, file));
        }
        return ids;
    }

    private static long id(JsonNode value, String file) {
        if (!value.isInt() || value.intValue() < 0) {
            throw new UnsupportedModel(file + ": " + KEY + " must be a token id or several");
        }
        return value.longValue();
    }
}
