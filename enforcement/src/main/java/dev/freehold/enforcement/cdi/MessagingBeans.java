package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.change.Change;
import dev.freehold.enforcement.change.kafka.ChangeFeed;
import dev.freehold.enforcement.messaging.kafka.ConfiguredKafka;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Connects a process to its Kafka where {@code freehold.kafka.bootstrap} names one, and lets it hear of changes. */
@ApplicationScoped
public class MessagingBeans {
    private static final String BOOTSTRAP = "freehold.kafka.bootstrap";
    private @Nullable ChangeFeed feed;

    @Produces
    @Singleton
    ConfiguredKafka kafka(Config config) {
        return new ConfiguredKafka(config.getOptionalValue(BOOTSTRAP, String.class)
                .map(servers -> new KafkaCluster(settings(config, servers))));
    }

    void start(@Observes Startup started, ConfiguredKafka kafka, Config config, Event<Change> changes) {
        kafka.cluster().ifPresent(cluster -> {
            feed = new ChangeFeed(cluster, RecordingBeans.source(config), changes::fire);
            feed.start();
        });
    }

    void stop(@Observes Shutdown stopping) {
        if (feed != null) {
            feed.close();
        }
    }

    private static KafkaSettings settings(Config config, String servers) {
        return new KafkaSettings(
                servers,
                config.getOptionalValue("freehold.kafka.client-file", Path.class)
                        .map(MessagingBeans::read)
                        .orElse(Map.of()),
                config.getOptionalValue("freehold.kafka.ack-timeout", Duration.class)
                        .orElse(Duration.ofSeconds(5)),
                config.getOptionalValue("freehold.kafka.create-topics", Boolean.class)
                        .orElse(true),
                config.getOptionalValue("freehold.kafka.replication", Short.class)
                        .orElse(null));
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("freehold.kafka.client-file " + file + " cannot be read", e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
