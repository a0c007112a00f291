package dev.freehold.audit.intake;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Ledgers in a folder of a test's own. */
public final class LedgersAt {
    private final Ledgers ledgers;

    public LedgersAt(Path home) {
        this.ledgers = new Ledgers(home, "ledger.test");
    }

    public Ledgers ledgers() {
        return ledgers;
    }

    public long append(Position first, List<byte[]> leaves) throws IOException {
        return ledgers.of(Records.TENANT).append(first, leaves);
    }

    /** The door to them, as it is in the service. */
    public LedgerIntake intake() {
        return (tenant, first, leaves) -> {
            try {
                return LedgerIntake.Taken.covered(ledgers.of(tenant).append(first, leaves));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    public void close() {
        ledgers.close();
    }
}
