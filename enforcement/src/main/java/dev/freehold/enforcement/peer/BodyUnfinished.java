package dev.freehold.enforcement.peer;

import java.io.IOException;

/** The body that was to be sent to a peer did not come whole from whoever sent it here. */
public final class BodyUnfinished extends IOException {
    private static final long serialVersionUID = 1L;

    BodyUnfinished() {
        super("the request's body did not come whole");
    }
}
