package dev.freehold.enforcement.http;

import dev.freehold.contracts.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Whoever made the present request. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    /**
     * The proved caller.
     *
     * @throws IllegalStateException if nobody was proved: the resource lacks {@link Authenticated}
     */
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("nobody was authenticated: mark the resource @Authenticated");
        }
        return caller;
    }

    /** For whatever proves callers, and only for that. */
    public void prove(Caller proved) {
        caller = proved;
    }
}
