package dev.freehold.contracts.change;

import dev.freehold.contracts.identity.TenantId;

/**
 * Something has changed at its owner: whoever keeps it in memory reads it again, now.
 *
 * <p>A change only hastens what happens anyway at regular times; one that is lost delays, and never hides, what it tells of.
 * It is fired as a CDI event on a thread that must not be held up.
 *
 * @param kind one of the constants here
 * @param key what has changed among its kind; {@link #ANY} where it may have been anything
 */
public record Change(TenantId tenant, String kind, String key) {
    /** State or evaluation of a model version; the key is its digest. */
    public static final String MODEL = "model";
    /** What a name means; the key is the name. */
    public static final String ALIAS = "alias";
    /** An access key's grant or withdrawal; the key is its id, which is no secret. */
    public static final String KEY = "key";

    public static final String USE_CASE = "use-case";
    /** A fine-tuning job's state; the key is its id. */
    public static final String JOB = "job";

    public static final String ANY = "*";
}
