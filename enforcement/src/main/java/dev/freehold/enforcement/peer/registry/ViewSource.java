package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.view.RegistryView;
import java.io.IOException;
import java.time.Duration;

/** Port: asks the registry what it knows. */
interface ViewSource {
    /**
     * Asks for what is known, unless that is known already.
     *
     * @param etag names what is known; empty for nothing
     * @param patient whether the registry may hold the question a few seconds, until something changes
     * @throws IOException if the registry gives no answer that can be used
     */
    Answer ask(String etag, boolean patient) throws IOException;

    /** What the registry answered. */
    sealed interface Answer {
        /** How old the registry's own reading was. */
        Duration age();

        record Changed(String etag, RegistryView view, Duration age) implements Answer {}

        record Same(Duration age) implements Answer {}
    }
}
