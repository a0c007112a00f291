package dev.freehold.enforcement.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Writes problem documents (RFC 9457) as answers. */
public final class ProblemAnswers {
    public static final String MEDIA_TYPE = "application/problem+json";

    private ProblemAnswers() {}

    /** The answer for a problem; a 401 says which scheme would do (RFC 9110, section 15.5.2). */
    public static Response of(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(body(problem));
        if (problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }

    /** The document itself. */
    public static byte[] body(Problem problem) {
        try {
            return Json.MAPPER.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always JSON", e);
        }
    }
}
