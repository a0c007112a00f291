package dev.freehold.gateway.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/**
 * Puts errors that the HTTP layer itself makes below /v1, such as 405, into OpenAI's shape; other services' paths in the same
 * process keep their own. An answer that is JSON already has its shape; the HTTP layer's are problem documents or empty.
 */
@Provider
public class FrameworkErrors implements ContainerResponseFilter {
    private static final String SURFACE = "/v1/";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 400
                || MediaType.APPLICATION_JSON_TYPE.equals(response.getMediaType())
                || !request.getUriInfo().getRequestUri().getPath().startsWith(SURFACE)) {
            return;
        }
        OpenAiError error = switch (response.getStatus()) {
            case 400 ->
                OpenAiErrors.malformed(
                        "The request carries a header that services of this house alone may send.",
                        null,
                        "Send the request without the header freehold-identity.");
            case 404 -> OpenAiErrors.noSuchPath();
            case 405 -> OpenAiErrors.wrongMethod();
            default -> OpenAiErrors.internal();
        };
        response.setStatus(error.status());
        response.setEntity(error.body(null), null, MediaType.APPLICATION_JSON_TYPE);
        response.getHeaders().putSingle(Reply.REQUEST_ID, UUID.randomUUID().toString());
        response.getHeaders().putSingle("x-should-retry", "false");
    }
}
