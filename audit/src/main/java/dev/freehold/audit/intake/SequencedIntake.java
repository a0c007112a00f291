package dev.freehold.audit.intake;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The door through which records come into the ledgers, and the bell that tells of new ones. */
@ApplicationScoped
public class SequencedIntake implements LedgerIntake {
    /** Rings when a ledger has grown. */
    public record Grown(TenantId tenant) {}

    private final Ledgers ledgers;
    private final Event<Grown> grown;

    @Inject
    public SequencedIntake(Ledgers ledgers, Event<Grown> grown) {
        this.ledgers = ledgers;
        this.grown = grown;
    }

    @Override
    public Taken append(TenantId tenant, Position first, List<byte[]> leaves) {
        try {
            long covered = ledgers.of(tenant).append(first, leaves);
            grown.fire(new Grown(tenant));
            return Taken.covered(covered);
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger of " + tenant + " could not be written: " + e.getMessage(), e);
        }
    }
}
