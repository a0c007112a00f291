package dev.freehold.contracts.audit;

import dev.freehold.contracts.identity.TenantId;
import java.util.List;

/** Port: takes records from a source's log into the tenant's ledger, in order, each exactly once. */
public interface LedgerIntake {
    /**
     * Appends records and returns when a signed checkpoint covers them. Records that the ledger has already are skipped.
     *
     * @param first position of the first record; the others follow without a gap
     * @param leaves exact bytes, at most 65,535 each
     * @return how many records of this source and epoch a signed checkpoint covers, from seq 0
     * @throws java.io.UncheckedIOException if the ledger could not be written; the source tries again later
     * @throws IllegalArgumentException if the batch would leave a gap
     */
    long append(TenantId tenant, Position first, List<byte[]> leaves);
}
