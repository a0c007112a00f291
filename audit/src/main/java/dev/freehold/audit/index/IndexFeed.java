package dev.freehold.audit.index;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.SequencedIntake;
import dev.freehold.audit.intake.TenantLedger;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.contracts.identity.TenantId;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Fills the index from the ledgers, behind them: whatever the index does, a ledger goes on.
 *
 * <p>An index that knows more of a ledger than there is, or another root, is not corrected but reported: it is the one
 * witness that the ledger was cut or rewritten.
 */
@Singleton
public class IndexFeed {
    private static final System.Logger LOG = System.getLogger(IndexFeed.class.getName());
    private static final long SHORTEST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 30_000;
    private static final int LAST = 2_000_000;

    private final Ledgers ledgers;
    private final EntryIndex index;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "audit-index");
    private final Map<TenantId, Long> indexed = new ConcurrentHashMap<>();
    private final Map<TenantId, String> troubles = new ConcurrentHashMap<>();
    private volatile boolean closing;

    @Inject
    public IndexFeed(Ledgers ledgers, EntryIndex index) {
        this.ledgers = ledgers;
        this.index = index;
    }

    void start(@Observes Startup started) {
        thread.setDaemon(true);
        thread.start();
    }

    void ring(@Observes SequencedIntake.Grown grown) {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** After the last records came in, and while the database is still there. */
    void stop(@Observes @Priority(LAST) Shutdown ended) {
        closing = true;
        bell.release();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long pause = SHORTEST_PAUSE_MS;
        while (!closing) {
            pause = feedAll() ? SHORTEST_PAUSE_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
            try {
                // While the index fails, growing ledgers do not wake it up: it is asked again after the pause.
                if (pause > SHORTEST_PAUSE_MS) {
                    pauseUnlessClosing(pause);
                } else if (bell.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pauseUnlessClosing(long pause) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        while (!closing && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Brings the index up to all ledgers; false if it could not. */
    boolean feedAll() {
        boolean all = true;
        for (TenantLedger ledger : ledgers.all()) {
            all &= feed(ledger);
        }
        return all;
    }

    private boolean feed(TenantLedger ledger) {
        TenantId tenant = ledger.tenant();
        try {
            LogReader reader = ledger.reader();
            EntryIndex.Covered covered = index.covered(tenant);
            indexed.put(tenant, covered.size());
            if (isOfAnotherLedger(covered, reader)) {
                trouble(
                        tenant,
                        "the index knows " + covered.size() + " entries of a ledger that now has "
                                + reader.checkpoint().size()
                                + " or others: the ledger was cut or rewritten; restore it, or empty the tables entry and"
                                + " covered to take it as it is");
                return true;
            }
            while (covered.size() < reader.checkpoint().size() && !closing) {
                covered = feed(tenant, covered, reader);
                indexed.put(tenant, covered.size());
            }
            if (troubles.remove(tenant) != null) {
                LOG.log(System.Logger.Level.INFO, "the index of tenant {0} has caught up", tenant);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            trouble(tenant, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static boolean isOfAnotherLedger(EntryIndex.Covered covered, LogReader reader) throws IOException {
        return covered.size() > reader.checkpoint().size()
                || !reader.root(covered.size()).base64().equals(covered.root());
    }

    private EntryIndex.Covered feed(TenantId tenant, EntryIndex.Covered from, LogReader reader) throws IOException {
        List<IndexedEntry> entries = new ArrayList<>();
        for (byte[] leaf : reader.entries(from.size())) {
            entries.add(IndexedEntry.of(from.size() + entries.size(), leaf));
        }
        long size = from.size() + entries.size();
        EntryIndex.Covered to = new EntryIndex.Covered(size, reader.root(size).base64());
        index.add(tenant, from, to, entries);
        return to;
    }

    private void trouble(TenantId tenant, String reason) {
        if (!reason.equals(troubles.put(tenant, reason))) {
            LOG.log(System.Logger.Level.ERROR, "the index of tenant {0} stands still: {1}", tenant, reason);
        }
    }

    /** Entries that the index has, by tenant. */
    public Map<TenantId, Long> indexed() {
        return Map.copyOf(indexed);
    }

    /** Why the index of a tenant stands still, by tenant; empty if none does. */
    public Map<TenantId, String> troubles() {
        return Map.copyOf(troubles);
    }
}
