package dev.freehold.engine.worker.child;

import dev.freehold.engine.worker.Protocol;

/** The other side of a call under way. */
interface Listener {
    /** Tells a part of what the call does. */
    void tell(Protocol.Response part);

    /** Whether the rest of a text is still wanted. */
    boolean wantsMore();
}
