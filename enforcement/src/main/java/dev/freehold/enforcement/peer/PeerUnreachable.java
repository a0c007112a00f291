package dev.freehold.enforcement.peer;

import dev.freehold.enforcement.identity.internal.ServiceName;
import java.io.IOException;

/** Another service of this house gave no answer that can be used. */
public final class PeerUnreachable extends IOException {
    private static final long serialVersionUID = 1L;

    PeerUnreachable(ServiceName peer, String why) {
        super(peer.wireName() + " " + why);
    }
}
