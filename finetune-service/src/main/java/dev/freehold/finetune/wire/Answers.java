package dev.freehold.finetune.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers in the house's JSON, whatever else customises the framework's mapper in this process. */
public final class Answers {
    public static final String JSON_LINES = "application/jsonl";

    private Answers() {}

    public static Response ok(Object document) {
        return Response.ok(bytes(document), MediaType.APPLICATION_JSON_TYPE).build();
    }

    public static byte[] bytes(Object document) {
        try {
            return Json.MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer is JSON", e);
        }
    }
}
