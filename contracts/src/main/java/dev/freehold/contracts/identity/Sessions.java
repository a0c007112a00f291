package dev.freehold.contracts.identity;

/** Port: tells whose signed-in browser session a token belongs to. */
public interface Sessions {
    Authentication resolve(AccessKey sessionToken);
}
