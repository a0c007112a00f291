package dev.freehold.contracts.audit;

import dev.freehold.contracts.identity.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: takes records from a source's log into the tenant's ledger, in order, each exactly once. */
public interface LedgerIntake {
    /**
     * How far an intake is with one source and epoch, counted from seq 0.
     *
     * @param held records that whoever carries them has acknowledged; the source sends on from here, also where that is less
     *     than what it had sent before
     * @param covered records that a signed checkpoint of the ledger covers; only these may the source forget
     */
    record Taken(long held, long covered) {
        public Taken {
            if (covered < 0 || held < covered) {
                throw new IllegalArgumentException("what a checkpoint covers is held: " + covered + " of " + held);
            }
        }

        /** A signed checkpoint covers all that is held. */
        public static Taken covered(long records) {
            return new Taken(records, records);
        }
    }

    /**
     * Appends records and returns when they are held. Records that the ledger has already are skipped.
     *
     * @param first position of the first record; the others follow without a gap
     * @param leaves exact bytes, at most 65,535 each; none asks how far the intake is
     * @throws java.io.UncheckedIOException if the records may not be held; the source tries again later
     * @throws RecordsMissing if the batch would leave a gap
     * @throws IllegalArgumentException if a record is not what its source's log says
     */
    Taken append(TenantId tenant, Position first, List<byte[]> leaves);

    /** Why records that were handed over now would not be held, where that is known without trying. */
    default @Nullable String away() {
        return null;
    }
}
