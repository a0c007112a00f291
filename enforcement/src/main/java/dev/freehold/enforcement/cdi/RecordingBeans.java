package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.wal.WalRecorder;
import dev.freehold.enforcement.recording.wal.WalSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** Makes the one recorder of a process, from configuration, and keeps it between start and shutdown. */
@ApplicationScoped
public class RecordingBeans {
    private static final int LAST = 1_000_000;

    @Produces
    @Singleton
    @Typed(WalRecorder.class)
    WalRecorder recorder(Config config, Instance<LedgerIntake> intake, AuditEvents events) {
        return new WalRecorder(settings(config), ledger(intake), events);
    }

    @Produces
    @ApplicationScoped
    AuditRecorder auditRecorder(WalRecorder recorder) {
        return recorder;
    }

    @Produces
    @ApplicationScoped
    RecorderHealth recorderHealth(WalRecorder recorder) {
        return recorder;
    }

    void start(@Observes Startup event, WalRecorder recorder) {
        recorder.start();
    }

    /** After all that may still record at shutdown, and before the ledger's own connections go. */
    void stop(@Observes @Priority(LAST) Shutdown event, WalRecorder recorder) {
        recorder.close();
    }

    void dispose(@Disposes WalRecorder recorder) {
        recorder.close();
    }

    private static LedgerIntake ledger(Instance<LedgerIntake> intake) {
        return (tenant, first, leaves) -> {
            if (!intake.isResolvable()) {
                throw new IllegalStateException("this process has no way to the ledger: configure a ledger intake");
            }
            return intake.get().append(tenant, first, leaves);
        };
    }

    static WalSettings settings(Config config) {
        Path directory = config.getOptionalValue("freehold.wal.directory", String.class)
                .map(Path::of)
                .orElseGet(() -> EnforcementBeans.home(config).resolve("wal"));
        return new WalSettings(
                directory,
                config.getOptionalValue("freehold.source", String.class).orElse("node-1"),
                config.getOptionalValue("freehold.wal.segment-bytes", Long.class)
                        .orElse(64L << 20),
                config.getOptionalValue("freehold.wal.segments", Integer.class).orElse(16),
                config.getOptionalValue("freehold.wal.queue", Integer.class).orElse(8_192),
                duration(config, "freehold.wal.patience", Duration.ofSeconds(10)),
                duration(config, "freehold.wal.linger", Duration.ofMillis(200)),
                duration(config, "freehold.wal.longest-pause", Duration.ofSeconds(30)));
    }

    private static Duration duration(Config config, String key, Duration otherwise) {
        return config.getOptionalValue(key, Duration.class).orElse(otherwise);
    }
}
