package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.gateway.http.JsonBytes;
import dev.freehold.gateway.http.OpenAiError;
import java.util.Map;

/** Refusals in the Hub's shape: its clients show the header, and tell a wrong key by that sentence alone. */
final class HubErrors {
    private static final String WRONG_KEY = "Invalid credentials in Authorization header";

    private HubErrors() {}

    static SurfaceReply reply(int status, String message) {
        SurfaceReply.Body body = SurfaceReply.Body.of(JsonBytes.of(new Sentence(message)));
        return new SurfaceReply(status, Map.of("content-type", "application/json", "x-error-message", message), body);
    }

    static SurfaceReply of(OpenAiError error) {
        return reply(error.status(), error.status() == 401 ? WRONG_KEY : error.message());
    }

    private record Sentence(String error) {}
}
