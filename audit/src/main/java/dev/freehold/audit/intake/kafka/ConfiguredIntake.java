package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.SequencedIntake;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.ConfiguredKafka;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The intake of this process from Kafka, where {@code freehold.kafka.bootstrap} names one. */
@Singleton
public class ConfiguredIntake {
    private final Optional<TopicIntake> intake;

    @Inject
    ConfiguredIntake(
            ConfiguredKafka kafka,
            SequencedIntake sequencer,
            Ledgers ledgers,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.intake =
                kafka.cluster().map(cluster -> new TopicIntake(cluster, sequencer, ledgers, new TenantId(tenant)));
    }

    /** It, if there is one. */
    public Optional<TopicIntake> intake() {
        return intake;
    }

    void start(@Observes Startup started) {
        intake.ifPresent(TopicIntake::start);
    }

    void stop(@Observes Shutdown stopping) {
        intake.ifPresent(TopicIntake::close);
    }
}
