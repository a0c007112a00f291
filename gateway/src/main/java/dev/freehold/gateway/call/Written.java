package dev.freehold.gateway.call;

import dev.freehold.contracts.finding.FindingCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as its caller will read it.
 *
 * @param committed the bytes that the record commits to: the body, or the text alone that a model wrote
 * @param completionTokens token usage of a text that a model wrote
 * @param masked what was found in that text and masked
 */
public record Written(
        byte[] body, byte[] committed, @Nullable Long completionTokens, List<FindingCount> masked) {
    public Written {
        masked = List.copyOf(masked);
    }

    /** An answer of numbers and names. */
    public static Written body(byte[] body) {
        return new Written(body, body, null, List.of());
    }
}
