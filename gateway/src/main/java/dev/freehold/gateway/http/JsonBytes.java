package dev.freehold.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;

/** Records as the bytes of an answer. */
public final class JsonBytes {
    private JsonBytes() {}

    public static byte[] of(Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }
}
