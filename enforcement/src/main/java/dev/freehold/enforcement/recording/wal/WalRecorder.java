package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Records events in a write-ahead log on this machine's disk, one log for each tenant, and ships them to the ledger. */
public final class WalRecorder implements AuditRecorder, RecorderHealth, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WalRecorder.class.getName());
    private static final int MOST_TENANTS = 256;

    private final WalSettings settings;
    private final LogFolders folders;
    private final LedgerIntake intake;
    private final AuditEvents events;
    private final Map<TenantId, TenantLog> logs = new HashMap<>();
    private boolean closed;

    public WalRecorder(WalSettings settings, LedgerIntake intake, AuditEvents events) {
        this(settings, new DiskFolders(settings.directory()), intake, events);
    }

    WalRecorder(WalSettings settings, LogFolders folders, LedgerIntake intake, AuditEvents events) {
        this.settings = settings;
        this.folders = folders;
        this.intake = intake;
        this.events = events;
    }

    /** Takes up the logs that an earlier process left, so that they reach the ledger even if nothing new is recorded. */
    public void start() {
        try {
            folders.tenants().forEach(this::log);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the audit logs of earlier runs cannot be listed", e);
        }
    }

    @Override
    public Receipt record(AuditEvent event) {
        return log(event.tenant()).record(event);
    }

    @Override
    public Report report() {
        List<Report> reports = open().stream().map(TenantLog::report).toList();
        return new Report(
                reports.stream()
                        .map(Report::refusing)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(() -> settings.replicated() ? intake.away() : null),
                reports.stream().mapToLong(Report::backlog).sum(),
                reports.stream()
                        .map(Report::ledger)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private TenantLog log(TenantId tenant) {
        synchronized (logs) {
            if (closed) {
                throw new RecordingUnavailable("the audit log is closed");
            }
            TenantLog known = logs.get(tenant);
            if (known != null) {
                return known;
            }
            if (logs.size() >= MOST_TENANTS) {
                throw new RecordingUnavailable("this process keeps logs for " + MOST_TENANTS + " tenants at most");
            }
            TenantLog log = new TenantLog(tenant, settings, folders, intake, events);
            logs.put(tenant, log);
            log.start();
            return log;
        }
    }

    private List<TenantLog> open() {
        synchronized (logs) {
            return List.copyOf(logs.values());
        }
    }

    /** Writes what waits, sends what it can within seconds, and takes nothing more. */
    @Override
    public void close() {
        synchronized (logs) {
            closed = true;
        }
        open().parallelStream().forEach(TenantLog::close);
    }
}
