package dev.freehold.gateway.http;

import dev.freehold.contracts.decision.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error in the shape that OpenAI's clients read, with what this house adds: a remedy and the decision that denied.
 *
 * @param type OpenAI's family of errors
 * @param code stable; a denial's is its first reason's
 * @param message for the developer who called; never a prompt, a key or a finding
 * @param param the field that is wrong
 * @param reasons all that stood in the way, on denials
 * @param retry whether asking again unchanged can help
 */
public record OpenAiError(
        int status,
        String type,
        String code,
        String message,
        @Nullable String param,
        String remedy,
        List<Reason> reasons,
        Retry retry) {

    /**
     * What to do with the same request.
     *
     * @param pointless tells clients that retry by habit not to
     * @param afterSeconds earliest sensible time; absent where unknown
     */
    public record Retry(boolean pointless, @Nullable Long afterSeconds) {
        public static final Retry NO = new Retry(true, null);
        public static final Retry SOON = new Retry(false, 1L);
    }

    public OpenAiError {
        reasons = List.copyOf(reasons);
    }

    /**
     * The body of the answer.
     *
     * @param decision id of the decision, where one was taken
     */
    public byte[] body(@Nullable String decision) {
        return JsonBytes.of(new Envelope(
                new Fields(message, type, code, param, decision, remedy, reasons.isEmpty() ? null : reasons)));
    }

    private record Envelope(Fields error) {}

    private record Fields(
            String message,
            String type,
            String code,
            @Nullable String param,
            @Nullable String decisionId,
            String remedy,
            @Nullable List<Reason> reasons) {}
}
