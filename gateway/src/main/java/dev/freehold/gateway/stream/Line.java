package dev.freehold.gateway.stream;

import dev.freehold.gateway.call.GenerationBounds;
import dev.freehold.gateway.call.Place;

/**
 * A caller's end of a stream.
 *
 * @param place held until the stream's end
 * @param bounds how long model and caller are waited for
 */
public record Line(Place place, Connection connection, GenerationBounds bounds) {
    /** What a stream has to know of a connection. */
    public interface Connection {
        /** Whether the caller hung up: what is written then goes nowhere, without an error. */
        boolean gone();

        /** Closes it, so that a write to a caller who does not read ends. */
        void cut();
    }
}
