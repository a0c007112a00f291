package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.messaging.kafka.ConfiguredKafka;
import dev.freehold.enforcement.metrics.CountedRecords;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.audit.RemoteLedger;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.kafka.KafkaIntake;
import dev.freehold.enforcement.recording.wal.WalRecorder;
import dev.freehold.enforcement.recording.wal.WalSettings;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Makes the one recorder of a process, from configuration, and keeps it between start and shutdown. */
@ApplicationScoped
public class RecordingBeans {
    private static final int LAST = 1_000_000;

    @Produces
    @Singleton
    @Typed(WalRecorder.class)
    WalRecorder recorder(Config config, Way way, AuditEvents events) {
        return new WalRecorder(settings(config), way.intake(), events);
    }

    /** The way to the ledger: straight where it is in this process, else over Kafka, else over HTTP. */
    record Way(LedgerIntake intake, @Nullable KafkaIntake kafka) {}

    @Produces
    @Singleton
    Way way(Config config, Instance<LedgerIntake> intake, ConfiguredKafka kafka, Peers peers) {
        boolean straight = intake.isResolvable();
        if (!straight && kafka.cluster().isPresent()) {
            KafkaIntake over = new KafkaIntake(
                    kafka.cluster().get(),
                    source(config),
                    new TenantId(config.getOptionalValue("freehold.tenant", String.class)
                            .orElse("default")),
                    stall(config));
            return new Way(over, over);
        }
        if (!straight && replicated(config)) {
            throw new IllegalArgumentException(
                    "freehold.recording.mode is replicated, which needs freehold.kafka.bootstrap");
        }
        return new Way(ledger(intake, peers), null);
    }

    void close(@Disposes Way way) {
        if (way.kafka() != null) {
            way.kafka().close();
        }
    }

    @Produces
    @ApplicationScoped
    AuditRecorder auditRecorder(WalRecorder recorder, Instance<MeterRegistry> registries) {
        return registries.isResolvable() ? new CountedRecords(recorder, registries.get()) : recorder;
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

    /** This process's own ledger where it has one, else that of the audit service. */
    private static LedgerIntake ledger(Instance<LedgerIntake> intake, Peers peers) {
        Optional<LedgerIntake> remote = peers.find(ServiceName.AUDIT).map(RemoteLedger::new);
        return (tenant, first, leaves) -> {
            if (!intake.isResolvable()) {
                if (remote.isPresent()) {
                    return remote.get().append(tenant, first, leaves);
                }
                throw new IllegalStateException(
                        "this process has no way to the ledger: set freehold.kafka.bootstrap or freehold.peer.audit.url");
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
                source(config),
                config.getOptionalValue("freehold.wal.segment-bytes", Long.class)
                        .orElse(64L << 20),
                config.getOptionalValue("freehold.wal.segments", Integer.class).orElse(16),
                config.getOptionalValue("freehold.wal.queue", Integer.class).orElse(8_192),
                duration(config, "freehold.wal.patience", Duration.ofSeconds(10)),
                duration(config, "freehold.wal.linger", Duration.ofMillis(200)),
                duration(config, "freehold.wal.longest-pause", Duration.ofSeconds(30)),
                replicated(config));
    }

    static String source(Config config) {
        return config.getOptionalValue("freehold.source", String.class).orElseGet(() -> {
            ServiceName self = PeerBeans.service(config);
            return self == ServiceName.PLATFORM ? "node-1" : self.wireName() + "-1";
        });
    }

    private static boolean replicated(Config config) {
        String mode =
                config.getOptionalValue("freehold.recording.mode", String.class).orElse("local");
        return switch (mode) {
            case "local" -> false;
            case "replicated" -> true;
            default ->
                throw new IllegalArgumentException("freehold.recording.mode is local or replicated, not " + mode);
        };
    }

    private static Duration stall(Config config) {
        Duration stall = duration(config, "freehold.kafka.stall", Duration.ofSeconds(30));
        if (stall.toMillis() < 1_000 || stall.toMillis() > 600_000) {
            throw new IllegalArgumentException("freehold.kafka.stall is 1 s to 10 min, not " + stall);
        }
        return stall;
    }

    private static Duration duration(Config config, String key, Duration otherwise) {
        return config.getOptionalValue(key, Duration.class).orElse(otherwise);
    }
}
