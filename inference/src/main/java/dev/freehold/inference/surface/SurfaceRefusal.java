package dev.freehold.inference.surface;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A request that gets no answer of a model, in OpenAI's error shape. */
final class SurfaceRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    private SurfaceRefusal(int status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    static SurfaceRefusal malformed(String sentence) {
        return new SurfaceRefusal(400, "invalid_request", sentence);
    }

    static SurfaceRefusal rejected(String sentence) {
        return new SurfaceRefusal(400, "model_rejected", sentence);
    }

    static SurfaceRefusal wrongKey() {
        return new SurfaceRefusal(401, "invalid_api_key", "This is not the internal key.");
    }

    static SurfaceRefusal unknownModel() {
        return new SurfaceRefusal(
                404, "model_not_found", "A model is named by its digest here, and none has this one.");
    }

    static SurfaceRefusal tooLarge(int limit) {
        return new SurfaceRefusal(413, "request_too_large", "The body has more than " + limit + " bytes.");
    }

    static SurfaceRefusal unavailable(String sentence) {
        return new SurfaceRefusal(503, "unavailable", sentence);
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", getMessage())
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .put("code", code);
        return body;
    }

    Response response() {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(SurfaceJson.bytes(body()))
                .build();
    }
}
