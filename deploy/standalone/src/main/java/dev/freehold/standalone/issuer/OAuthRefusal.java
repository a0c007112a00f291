package dev.freehold.standalone.issuer;

import dev.freehold.contracts.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A request for a token that is not answered with one (RFC 6749, section 5.2). */
final class OAuthRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    OAuthRefusal(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    static OAuthRefusal request(String description) {
        return new OAuthRefusal(400, "invalid_request", description);
    }

    Response response() {
        String body = Json.MAPPER
                .createObjectNode()
                .put("error", error)
                .put("error_description", getMessage())
                .toString();
        Response.ResponseBuilder answer = Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .entity(body);
        return (status == 401 ? answer.header("WWW-Authenticate", "Basic realm=\"freehold\"") : answer).build();
    }
}
