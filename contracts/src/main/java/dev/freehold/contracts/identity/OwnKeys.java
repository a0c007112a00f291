package dev.freehold.contracts.identity;

/** Port: keys that callers make for the use case they belong to. The registry decides and records each by itself. */
public interface OwnKeys {
    /**
     * Issues a key to the caller, for the caller's own use case, with the role {@code application} alone.
     *
     * @throws dev.freehold.contracts.problem.ProblemException if policy denies it, or the caller has no use case
     */
    IssuedKey issue(Caller caller);

    /**
     * @param id names the key in records and where it is withdrawn
     * @param key the secret, which nobody can show again
     */
    record IssuedKey(String id, AccessKey key) {}
}
