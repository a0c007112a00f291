package dev.freehold.contracts.policy;

import dev.freehold.contracts.identity.TenantId;

/** Port: the bundle that is in force. */
public interface PolicyBundles {
    /**
     * @throws java.io.UncheckedIOException if there is none to be had; whoever decides must then deny
     */
    PolicyBundle current(TenantId tenant);
}
