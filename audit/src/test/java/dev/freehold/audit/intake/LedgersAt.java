package dev.freehold.audit.intake;

import dev.freehold.contracts.audit.Position;
import java.io.IOException;
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

    public void close() {
        ledgers.close();
    }
}
