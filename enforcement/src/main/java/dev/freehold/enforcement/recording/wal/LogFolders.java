package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.util.List;

/** Port: where the tenants' logs lie. */
interface LogFolders {
    /** Tenants that have a log. */
    List<TenantId> tenants() throws IOException;

    /**
     * Opens a tenant's folder, making it if need be.
     *
     * @throws IOException also if another process holds it
     */
    LogFiles open(TenantId tenant) throws IOException;

    /** A number for a new log of the tenant: larger than any given before, across restarts. */
    long newEpoch(TenantId tenant) throws IOException;
}
