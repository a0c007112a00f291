package dev.freehold.gateway.stream;

import dev.freehold.contracts.inference.Generated;
import java.util.List;

/** The JSON documents of one stream, in the order in which they are sent. */
public interface Frames {
    /** What comes before the first piece. */
    List<byte[]> opening();

    byte[] piece(String text);

    /** What comes after the last piece, once the outcome is durable. */
    List<byte[]> ending(Generated answer, long promptTokens, Proof proof);

    /**
     * What a stream's last document tells beside OpenAI's fields.
     *
     * @param receipt the outcome's
     * @param masked types that were found in the answer and masked; sorted
     */
    record Proof(String receipt, String decision, List<String> masked) {
        public Proof {
            masked = List.copyOf(masked);
        }
    }
}
