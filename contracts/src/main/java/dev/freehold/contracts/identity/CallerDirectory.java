package dev.freehold.contracts.identity;

/** Port: tells who presents an access key. Answers from memory; safe to call on the hot path. */
public interface CallerDirectory {
    Authentication authenticate(AccessKey key);
}
