package dev.freehold.contracts.identity;

/** Port: tells whose signed-in browser session a token belongs to. */
public interface Sessions {
    Authentication resolve(AccessKey sessionToken);

    /** Ends a session: from then on its token is nobody's. Nothing happens where there is no such session. */
    void end(AccessKey sessionToken);
}
