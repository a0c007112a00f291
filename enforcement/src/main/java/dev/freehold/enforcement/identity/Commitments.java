package dev.freehold.enforcement.identity;

import dev.freehold.contracts.identity.TenantId;
import java.util.HexFormat;

/** Codes that bind a record to a body that is not kept: whoever holds body and key can show that they belong together. */
public final class Commitments {
    private final TenantKeys keys;

    public Commitments(TenantKeys keys) {
        this.keys = keys;
    }

    /**
     * HMAC-SHA-256 of the body under the tenant's key.
     *
     * @return 64 hex digits
     * @throws java.io.UncheckedIOException if the tenant's key can neither be read nor made
     */
    public String of(TenantId tenant, byte[] body) {
        return HexFormat.of().formatHex(keys.code(tenant, "commitment", body));
    }
}
