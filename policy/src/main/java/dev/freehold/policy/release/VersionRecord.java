package dev.freehold.policy.release;

import dev.freehold.contracts.model.Digest;
import java.time.Instant;

/**
 * What is noted of a version beside its files.
 *
 * @param publisher plain subject of whoever published it; it leaves this service as a pseudonym only
 */
record VersionRecord(Digest digest, VersionDraft.Origin origin, String publisher, Instant published) {}
