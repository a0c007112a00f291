package dev.freehold.enforcement.identity;

import dev.freehold.contracts.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names that stand for people in records and decisions: the same person has the same one, and only the tenant's key links them. */
public final class Pseudonyms {
    private static final int BYTES = 16;
    private final TenantKeys keys;

    public Pseudonyms(TenantKeys keys) {
        this.keys = keys;
    }

    /**
     * HMAC-SHA-256 of the subject under the tenant's key.
     *
     * @return first 32 hex digits
     * @throws java.io.UncheckedIOException if the tenant's key can neither be read nor made
     */
    public String of(TenantId tenant, String subject) {
        byte[] code = keys.code(tenant, "pseudonym", subject.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(code, 0, BYTES);
    }
}
