package dev.freehold.finetune.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers in the house's JSON, whatever else customises the framework's mapper in this process. */
public final class Answers {
    private Answers() {}

    public static Response ok(Object document) {
        try {
            return Response.ok(Json.MAPPER.writeValueAsBytes(document), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer is JSON", e);
        }
    }
}
