package dev.freehold.audit.trail;

import dev.freehold.audit.index.EntryIndex;
import dev.freehold.audit.index.IndexUnavailable;
import dev.freehold.audit.index.IndexedEntry;
import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.TenantLedger;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.note.EncodedKey;
import dev.freehold.audit.ledger.tile.TilePath;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.audit.verify.Verdict;
import dev.freehold.audit.verify.Verifier;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the trail for those whom policy lets, and leaves two records of each reading. */
@ApplicationScoped
public class GovernedTrail implements AuditTrail {
    private static final System.Logger LOG = System.getLogger(GovernedTrail.class.getName());
    private static final String FAMILY = "audit";

    private final GovernedActions actions;
    private final Ledgers ledgers;
    private final EntryIndex index;

    @Inject
    public GovernedTrail(GovernedActions actions, Ledgers ledgers, EntryIndex index) {
        this.actions = actions;
        this.ledgers = ledgers;
        this.index = index;
    }

    @Override
    public List<TrailEntry> search(Caller caller, TrailQuery query) {
        return governed(caller, Actions.TRAIL_SEARCH, "entries", () -> index.search(caller.tenant(), query));
    }

    @Override
    public Optional<TrailRecord> open(Caller caller, String id) {
        return governed(caller, Actions.TRAIL_READ, id, () -> record(caller, id));
    }

    @Override
    public Optional<ProofCheck> check(Caller caller, String id) {
        return governed(caller, Actions.TRAIL_READ, id, () -> {
            Optional<TenantLedger> ledger = ledgers.existing(caller.tenant());
            Optional<TrailRecord> record = record(caller, id);
            return ledger.isEmpty() || record.isEmpty()
                    ? Optional.empty()
                    : Optional.of(checked(record.get(), ledger.get().key()));
        });
    }

    static ProofCheck checked(TrailRecord record, EncodedKey key) throws IOException {
        Verdict verdict = new Verifier(TrustedKeys.of(key)).proof("the proof", record.leaf(), record.proof());
        if (verdict instanceof Verdict.Verified verified) {
            return new ProofCheck.Proved(record.entry().index(), verified.size(), verified.root(), key.toString());
        }
        if (verdict instanceof Verdict.Faulty faulty) {
            return new ProofCheck.Refuted(
                    faulty.fault().kind().wireName(), faulty.fault().detail());
        }
        throw new IOException(((Verdict.Unchecked) verdict).reason());
    }

    private Optional<TrailRecord> record(Caller caller, String id) throws IOException {
        OptionalLong at = index.find(caller.tenant(), id);
        Optional<TenantLedger> ledger = ledgers.existing(caller.tenant());
        if (at.isEmpty() || ledger.isEmpty()) {
            return Optional.empty();
        }
        LogReader reader = ledger.get().reader();
        byte[] leaf = reader.entries(at.getAsLong()).get(0);
        TrailEntry entry = IndexedEntry.of(at.getAsLong(), leaf).entry();
        if (!entry.id().equals(id)) {
            throw new IOException("the index has entry " + at.getAsLong() + " under an id that the ledger has not");
        }
        return Optional.of(
                new TrailRecord(entry, leaf, reader.prove(at.getAsLong()).bytes()));
    }

    @Override
    public long size(Caller caller) {
        return governed(caller, Actions.TRAIL_SEARCH, "size", () -> {
            Optional<TenantLedger> ledger = ledgers.existing(caller.tenant());
            return ledger.isEmpty() ? 0L : ledger.get().reader().checkpoint().size();
        });
    }

    /** The checkpoint's file, if the tenant has a ledger: hashes tell nothing of what they are over. */
    Optional<byte[]> checkpoint(Caller caller) {
        return reading(() -> {
            Optional<TenantLedger> ledger = ledgers.existing(caller.tenant());
            return ledger.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ledger.get().reader().checkpoint().file());
        });
    }

    /** A tile of hashes, or a bundle of entries; a bundle is records, so reading it is reading the trail. */
    Optional<byte[]> file(Caller caller, TilePath path) {
        return path.isEntries()
                ? governed(caller, Actions.TRAIL_READ, path.path(), () -> stored(caller, path))
                : reading(() -> stored(caller, path));
    }

    private Optional<byte[]> stored(Caller caller, TilePath path) throws IOException {
        Optional<TenantLedger> ledger = ledgers.existing(caller.tenant());
        return ledger.isEmpty() ? Optional.empty() : ledger.get().reader().file(path);
    }

    private <T> T governed(Caller caller, String action, String name, Reading<T> work) {
        return actions.perform(
                caller, FAMILY, action, DecisionRequest.Resource.named("trail", name), () -> reading(work));
    }

    private static <T> T reading(Reading<T> work) {
        try {
            return work.read();
        } catch (IOException | IndexUnavailable e) {
            LOG.log(System.Logger.Level.ERROR, "the trail could not be read", e);
            throw new ProblemException(TrailProblems.TRAIL_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Reads from ledger or index. */
    private interface Reading<T> {
        T read() throws IOException;
    }
}
