package dev.freehold.policy.release;

import dev.freehold.contracts.model.Digest;
import java.time.Instant;

/**
 * That a version was put in force.
 *
 * @param number one more than that of the release before
 * @param shipped whether it is the version that came with the platform, which a newer platform brings a newer one of
 */
public record ReleaseRecord(long number, Digest digest, String name, boolean shipped, Instant at) {}
