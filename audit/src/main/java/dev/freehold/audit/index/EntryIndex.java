package dev.freehold.audit.index;

import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.identity.TenantId;
import java.util.List;
import java.util.OptionalLong;

/** Port: what can be searched. All methods throw {@link IndexUnavailable} if nobody can tell at present. */
public interface EntryIndex {
    /**
     * How much of a ledger is in the index.
     *
     * @param root the ledger's root at that size, base64
     */
    record Covered(long size, String root) {}

    Covered covered(TenantId tenant);

    /**
     * Adds entries, all or none.
     *
     * @param from what is covered now; if it is not, nothing is added
     * @param to what is covered with them
     */
    void add(TenantId tenant, Covered from, Covered to, List<IndexedEntry> entries);

    List<TrailEntry> search(TenantId tenant, TrailQuery query);

    /** Position of the first entry with an id. */
    OptionalLong find(TenantId tenant, String id);
}
