package dev.freehold.gateway.call;

import dev.freehold.gateway.http.OpenAiError;
import java.util.Map;

/** How an act ended, before its outcome is recorded. */
public sealed interface Settled {
    /**
     * @param written what the caller will get once the outcome is durable
     * @param headers beside those that every answer has
     */
    record Answered(Written written, long inputs, long promptTokens, Map<String, String> headers) implements Settled {
        public Answered {
            headers = Map.copyOf(headers);
        }
    }

    /** Stopped by policy, quota or the use case's own bounds. */
    record Denied(OpenAiError error) implements Settled {}

    /** Allowed, but it did not work. */
    record Failed(OpenAiError error) implements Settled {}
}
