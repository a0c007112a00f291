package dev.freehold.policy.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers that are JSON documents, written by the house's own mapper. */
final class Documents {
    private Documents() {}

    static Response json(Object document) {
        return json(200, document);
    }

    static Response json(int status, Object document) {
        try {
            return Response.status(status)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(Json.MAPPER.writeValueAsBytes(document))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }
}
