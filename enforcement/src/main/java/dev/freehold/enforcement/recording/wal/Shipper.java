package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.RecordsMissing;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a log's records to the ledger, in order, until a checkpoint covers them, and then lets the log forget them.
 *
 * <p>It never gives up: the log's own bound is what ends recording when the ledger stays away.
 */
final class Shipper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Shipper.class.getName());
    private static final int LARGEST_BATCH = 1_024;
    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** Where callers wait for the far side, its return is found out soon. */
    private static final Duration LONGEST_PAUSE_OF_CALLERS = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final SegmentedLog log;
    private final LogReader reader;
    private final TenantId tenant;
    private final LedgerIntake intake;
    private final WalSettings settings;
    private final Consumer<String> stop;
    private final Semaphore work = new Semaphore(0);
    private final Object holding = new Object();
    private final Thread thread;
    private volatile boolean closing;
    private volatile long closeBy = Long.MAX_VALUE;
    private volatile long next;
    private volatile long covered;
    private volatile long held;
    private volatile @Nullable String trouble;

    /**
     * @param stop takes the reason why nothing may be recorded any more
     */
    Shipper(SegmentedLog log, TenantId tenant, LedgerIntake intake, WalSettings settings, Consumer<String> stop) {
        this.log = log;
        this.reader = log.reader();
        this.tenant = tenant;
        this.intake = intake;
        this.settings = settings;
        this.stop = stop;
        this.next = log.oldest();
        this.covered = next;
        this.held = next;
        this.thread = new Thread(this::run, "audit-shipper-" + tenant);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is something to send that somebody waits for. */
    void wake() {
        work.release();
    }

    /** Why a record that was written now would not be held at the far side; null if nothing speaks against it. */
    @Nullable
    String unheld() {
        String reason = trouble;
        return reason == null ? intake.away() : reason;
    }

    /**
     * Waits until the far side holds a record.
     *
     * @return why nobody knows that it does; empty once it does
     */
    Optional<String> awaitHeld(long seq, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (holding) {
            while (held <= seq) {
                String reason = unheld();
                if (reason != null) {
                    return Optional.of(reason);
                }
                if (System.nanoTime() - until > 0) {
                    return Optional.of("no acknowledgement of a record came in time");
                }
                try {
                    holding.wait(LOOK_AGAIN.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.of("interrupted while a record was sent");
                }
            }
        }
        return Optional.empty();
    }

    /** Records that no checkpoint covers yet. */
    long backlog() {
        return Math.max(0, log.durable() - covered);
    }

    /** Why records do not reach the ledger, if they do not. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        long pause = settings.linger().toMillis();
        try {
            while (true) {
                boolean last = closing;
                if (last && intake.away() != null) {
                    // What is here is sent by the next start; nobody waits for a far side that is known to be away.
                    return;
                }
                if (!last) {
                    log.prepare();
                }
                pause = ship() ? settings.linger().toMillis() : Math.min(2 * pause, longestPause());
                if (last) {
                    return;
                }
                if (work.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            stop.accept(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Its class alone: a message may quote the record.
            stop.accept("records can no longer be sent to the ledger: "
                    + e.getClass().getName());
        }
    }

    private long longestPause() {
        long longest = settings.longestPause().toMillis();
        return settings.replicated() ? Math.min(longest, LONGEST_PAUSE_OF_CALLERS.toMillis()) : longest;
    }

    /** Sends all there is, or asks how far the ledger is with what was sent; false if it would not have it. */
    private boolean ship() throws IOException {
        while (next < log.durable() && System.nanoTime() < closeBy) {
            List<byte[]> leaves = reader.read(next, Math.min(log.durable(), next + LARGEST_BATCH));
            long before = next;
            if (!send(leaves)) {
                return false;
            }
            if (next <= before) {
                return true;
            }
        }
        return covered >= next || send(List.of());
    }

    private boolean send(List<byte[]> leaves) throws IOException {
        LedgerIntake.Taken taken;
        try {
            taken = intake.append(tenant, new Position(settings.source(), log.epoch(), next), leaves);
        } catch (RecordsMissing e) {
            return sendAgain(e);
        } catch (RuntimeException e) {
            // Whatever an intake throws, the records stay here and are sent again.
            return failed(String.valueOf(e.getMessage()));
        }
        if (taken.held() > log.durable()) {
            throw new IOException("the ledger has " + taken.held() + " records of " + settings.source() + "/"
                    + log.epoch() + ", the log of tenant " + tenant + " only " + log.durable()
                    + ": it is an older copy; move it away and start again, a new log then begins");
        }
        long asked = next;
        next = Math.max(taken.held(), log.oldest());
        hold(next);
        cover(taken.covered());
        if (!leaves.isEmpty() && taken.held() == asked) {
            return failed("the records from " + asked + " on were sent and are not held");
        }
        if (next < asked) {
            LOG.log(System.Logger.Level.INFO, "records of tenant {0} are sent again from {1} on", tenant, next);
        }
        if (trouble != null) {
            trouble = null;
            LOG.log(System.Logger.Level.INFO, "the ledger takes records of tenant {0} again", tenant);
        }
        return true;
    }

    /** The ledger has less than it had: it was restored to an older state, and gets again what is still here. */
    private boolean sendAgain(RecordsMissing gap) throws IOException {
        long from = Math.max(gap.next(), log.oldest());
        if (from >= next || gap.next() < log.oldest()) {
            return failed("the ledger wants the records from " + gap.next() + " on, and the oldest here is "
                    + log.oldest() + ": restore the ledger");
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "the ledger asks for records of tenant {0} from {1} on again",
                tenant,
                from);
        next = from;
        cover(gap.next());
        return true;
    }

    private void hold(long records) {
        synchronized (holding) {
            held = Math.max(held, records);
            holding.notifyAll();
        }
    }

    private void cover(long records) throws IOException {
        if (records != covered) {
            covered = records;
            log.covered(records);
        }
    }

    private boolean failed(String reason) {
        if (trouble == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the ledger does not take records of tenant {0}, which stay in the log: {1}",
                    tenant,
                    reason);
        }
        trouble = reason;
        synchronized (holding) {
            holding.notifyAll();
        }
        return false;
    }

    /** Sends what there is, for a few seconds at most. */
    @Override
    public void close() {
        closeBy = System.nanoTime() + CLOSING.toNanos();
        closing = true;
        work.release();
        try {
            thread.join(CLOSING.plusSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
