package dev.freehold.registry.change;

import dev.freehold.enforcement.change.kafka.OutboxRelay;
import dev.freehold.enforcement.change.postgres.PostgresOutbox;
import dev.freehold.enforcement.messaging.kafka.ConfiguredKafka;
import dev.freehold.enforcement.messaging.kafka.Topics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends this service's outbox to its topic from start to end, where {@code freehold.kafka.bootstrap} names a broker. */
@Singleton
class ToldChanges {
    private final Optional<OutboxRelay> relay;

    ToldChanges(
            ConfiguredKafka kafka,
            @DataSource("registry") AgroalDataSource source,
            @ConfigProperty(name = "freehold.changes.pause", defaultValue = "PT0.2S") Duration pause) {
        this.relay = kafka.cluster()
                .map(cluster -> new OutboxRelay(cluster, new PostgresOutbox(source), Topics.CHANGES, pause));
    }

    void start(@Observes StartupEvent started) {
        relay.ifPresent(OutboxRelay::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        relay.ifPresent(OutboxRelay::close);
    }
}
