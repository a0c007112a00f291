package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    private static final int LARGEST_BATCH = 512;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final SegmentedLog log;
    private final LogReader reader;
    private final TenantId tenant;
    private final LedgerIntake intake;
    private final WalSettings settings;
    private final Consumer<String> stop;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile long closeBy = Long.MAX_VALUE;
    private volatile long next;
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
        this.thread = new Thread(this::run, "audit-shipper-" + tenant);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Records that no checkpoint covers yet. */
    long backlog() {
        return Math.max(0, log.durable() - next);
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
                boolean last = closing.getCount() == 0;
                if (!last) {
                    log.prepare();
                }
                pause = ship() ? settings.linger().toMillis() : Math.min(2 * pause, longestPause());
                if (last) {
                    return;
                }
                closing.await(pause, TimeUnit.MILLISECONDS);
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
        return settings.longestPause().toMillis();
    }

    /** Sends all there is; false if the ledger would not have it. */
    private boolean ship() throws IOException {
        while (next < log.durable() && System.nanoTime() < closeBy) {
            List<byte[]> leaves = reader.read(next, Math.min(log.durable(), next + LARGEST_BATCH));
            if (!send(leaves)) {
                return false;
            }
        }
        return true;
    }

    private boolean send(List<byte[]> leaves) throws IOException {
        long covered;
        try {
            covered = intake.append(tenant, new Position(settings.source(), log.epoch(), next), leaves);
        } catch (RuntimeException e) {
            // Whatever an intake throws, the records stay here and are sent again.
            return failed(String.valueOf(e.getMessage()));
        }
        if (covered > log.durable()) {
            throw new IOException("the ledger has " + covered + " records of " + settings.source() + "/" + log.epoch()
                    + ", the log of tenant " + tenant + " only " + log.durable()
                    + ": it is an older copy; move it away and start again, a new log then begins");
        }
        if (covered <= next) {
            long asked = next;
            next = Math.max(covered, log.oldest());
            return failed("the ledger covers " + covered + " records and was sent those from " + asked);
        }
        next = covered;
        log.covered(covered);
        if (trouble != null) {
            trouble = null;
            LOG.log(System.Logger.Level.INFO, "the ledger takes records of tenant {0} again", tenant);
        }
        return true;
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
        return false;
    }

    /** Sends what there is, for a few seconds at most. */
    @Override
    public void close() {
        closeBy = System.nanoTime() + CLOSING.toNanos();
        closing.countDown();
        try {
            thread.join(CLOSING.plusSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
