package dev.freehold.gateway.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finished answer: status, JSON body and headers. */
public record Reply(int status, byte[] body, Map<String, String> headers) implements Answer {
    public static final String REQUEST_ID = "x-request-id";

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** An answer that went well. */
    public static Reply ok(byte[] body, Map<String, String> headers) {
        return new Reply(200, body, headers);
    }

    /**
     * An error, with the headers that tell clients whether to try again.
     *
     * @param decision id of the decision, where one was taken
     */
    public static Reply of(OpenAiError error, @Nullable String decision, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (error.retry().pointless()) {
            all.put("x-should-retry", "false");
        }
        Long after = error.retry().afterSeconds();
        if (after != null) {
            all.put(HttpHeaders.RETRY_AFTER, after.toString());
        }
        if (error.status() == 401) {
            all.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (error.status() == 413) {
            // What is left of the body is not read: the connection cannot carry another request.
            all.put("Connection", "close");
        }
        return new Reply(error.status(), error.body(decision), all);
    }

    @Override
    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        headers.forEach(response::header);
        return response.build();
    }
}
