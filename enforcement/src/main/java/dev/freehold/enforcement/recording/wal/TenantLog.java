package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log of one tenant and the one thread that writes it: whatever waits when a write begins shares its fsync.
 *
 * <p>The thread also recovers the log when it starts, so that a caller's interrupt can never close a file under it.
 */
final class TenantLog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TenantLog.class.getName());
    private static final int LARGEST_GROUP = 1_024;
    private static final String INTERRUPTED = "INTERRUPTED";
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final TenantId tenant;
    private final WalSettings settings;
    private final LogFolders folders;
    private final LedgerIntake intake;
    private final AuditEvents events;
    private final BlockingQueue<Waiting> queue;
    private final Thread writer;
    private volatile boolean closing;
    private volatile long epoch;
    private volatile @Nullable String stopped;
    private volatile @Nullable String refusing = "the audit log is being read";
    private volatile @Nullable Shipper shipper;
    private volatile @Nullable OpenIntents intents;

    TenantLog(TenantId tenant, WalSettings settings, LogFolders folders, LedgerIntake intake, AuditEvents events) {
        this.tenant = tenant;
        this.settings = settings;
        this.folders = folders;
        this.intake = intake;
        this.events = events;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.writer = new Thread(this::run, "audit-log-" + tenant);
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    Receipt record(AuditEvent event) {
        refuseUnheld(event);
        Waiting waiting = new Waiting(draft(event));
        if (!queue.offer(waiting)) {
            abandon(event);
            throw new RecordingUnavailable(settings.queue() + " events wait for the disk already");
        }
        // Asked after the offer: the writer empties the queue when it stops, perhaps just before this event came in.
        String reason = stopped;
        if (reason != null) {
            throw new RecordingUnavailable(reason);
        }
        Written.Durable written = waiting.await(settings.patience());
        confirm(event, written.seq());
        return new Receipt(new Position(settings.source(), epoch, written.seq()), leafHash(written.record()));
    }

    /** Where an event must be held at the far side too, one that cannot be is not even written. */
    private void refuseUnheld(AuditEvent event) {
        Shipper sending = shipper;
        // While the log is still being read, events wait for it as they do for the disk.
        String reason = settings.replicated() && sending != null ? sending.unheld() : null;
        if (reason != null) {
            abandon(event);
            throw new RecordingUnavailable(reason);
        }
    }

    private void confirm(AuditEvent event, long seq) {
        Shipper sending = shipper;
        if (!settings.replicated() || sending == null) {
            return;
        }
        sending.awaitHeld(seq, settings.patience()).ifPresent(reason -> {
            OpenIntents open = intents;
            if (open != null && event.intent() == null) {
                // It is in the log, and will be in the ledger, although nothing follows from it: say so.
                open.abandon(event.id());
            }
            throw new RecordingUnavailable(reason);
        });
    }

    private Draft draft(AuditEvent event) {
        try {
            return Draft.of(event);
        } catch (RecordingUnavailable e) {
            abandon(event);
            throw e;
        }
    }

    /** An outcome that does not come into the log leaves its intent to the log, which would else wait for it for ever. */
    private void abandon(AuditEvent outcome) {
        OpenIntents open = intents;
        String intent = outcome.intent();
        // A log that is not read yet abandons all that it then finds open.
        if (open != null && intent != null) {
            open.abandon(intent);
        }
    }

    RecorderHealth.Report report() {
        Shipper sending = shipper;
        String reason = stopped == null ? refusing : stopped;
        if (reason == null && settings.replicated() && sending != null) {
            reason = sending.unheld();
        }
        return new RecorderHealth.Report(
                reason, sending == null ? 0 : sending.backlog(), sending == null ? null : sending.trouble());
    }

    /** RFC 6962, section 2.1: a leaf's hash covers a zero byte and the leaf. */
    private static Digest leafHash(byte[] record) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update((byte) 0);
        return Digest.ofHash(sha256.digest(record));
    }

    private void run() {
        try (LogFiles files = folders.open(tenant);
                SegmentedLog log =
                        SegmentedLog.open(files, settings.shape(), settings.source(), () -> folders.newEpoch(tenant));
                Shipper sending = new Shipper(log, tenant, intake, settings, this::stop)) {
            epoch = log.epoch();
            log.intents().abandonAll();
            intents = log.intents();
            refusing = null;
            shipper = sending;
            sending.start();
            write(log);
        } catch (IOException e) {
            stop(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop(closing ? "the audit log is closed" : "the audit log's writer ended, see the error before this");
        }
    }

    private void write(SegmentedLog log) throws IOException, InterruptedException {
        while (stopped == null && !(closing && queue.isEmpty())) {
            List<Waiting> group = new ArrayList<>();
            Waiting first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                group.removeIf(this::givenUp);
            }
            commit(log, group);
        }
    }

    private boolean givenUp(Waiting waiting) {
        boolean givenUp = waiting.givenUp();
        if (givenUp) {
            abandon(waiting.event());
        }
        return givenUp;
    }

    private void commit(SegmentedLog log, List<Waiting> group) throws IOException {
        List<AuditEvent> ending = log.intents().abandoned(LARGEST_GROUP);
        if (ending.isEmpty() && group.isEmpty()) {
            lookForRoom(log);
            return;
        }
        List<Draft> drafts = new ArrayList<>();
        ending.forEach(intent -> drafts.add(Draft.of(events.outcome(intent, Ending.interrupted(INTERRUPTED)))));
        group.forEach(waiting -> drafts.add(waiting.draft()));
        try {
            List<Written> results = log.append(drafts);
            wakeShipper();
            results.subList(0, ending.size()).forEach(this::heed);
            answer(log, group, results.subList(ending.size(), results.size()));
        } catch (IOException e) {
            stop("the disk did not take a write: " + e);
            group.forEach(waiting -> waiting.answer(new Written.Refused(String.valueOf(stopped))));
            throw e;
        }
    }

    private void wakeShipper() {
        Shipper sending = shipper;
        if (settings.replicated() && sending != null) {
            sending.wake();
        }
    }

    private void answer(SegmentedLog log, List<Waiting> group, List<Written> results) {
        for (int i = 0; i < group.size(); i++) {
            Waiting waiting = group.get(i);
            Written written = results.get(i);
            // Before the caller hears of it: who was refused finds the same reason in the report.
            heed(written);
            if (written instanceof Written.Refused) {
                abandon(waiting.event());
            }
            boolean heard = waiting.answer(written);
            if (written instanceof Written.Durable && !waiting.draft().ends()) {
                refuse(null);
                if (!heard) {
                    // It is in the log although its caller gave up and did nothing: say so.
                    log.intents().abandon(waiting.event().id());
                }
            }
        }
    }

    private void heed(Written written) {
        if (written instanceof Written.Refused refused) {
            refuse(refused.reason());
        }
    }

    /** While events are refused nobody sends any, so the log itself finds out when there is room again. */
    private void lookForRoom(SegmentedLog log) throws IOException {
        if (refusing != null) {
            refuse(log.makeRoom().orElse(null));
        }
    }

    private void refuse(@Nullable String reason) {
        if ((reason == null) != (refusing == null)) {
            LOG.log(
                    reason == null ? System.Logger.Level.INFO : System.Logger.Level.ERROR,
                    "tenant {0}: {1}",
                    tenant,
                    reason == null ? "events are recorded again" : reason);
        }
        refusing = reason;
    }

    private synchronized void stop(String reason) {
        if (stopped == null) {
            stopped = reason;
            LOG.log(
                    closing ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                    "nothing is recorded for tenant {0} any more: {1}",
                    tenant,
                    reason);
        }
        for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.answer(new Written.Refused(String.valueOf(stopped)));
        }
    }

    /** Writes what waits, sends what it can to the ledger within seconds, and lets go of the folder. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
