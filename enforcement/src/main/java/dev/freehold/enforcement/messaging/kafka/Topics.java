package dev.freehold.enforcement.messaging.kafka;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the house, one of each for each tenant, made when they are first needed. */
public final class Topics {
    /** Records of all sources on their way to the ledger; kept until time or size ends them, the ledger has them then. */
    public static final String AUDIT = "audit.";
    /** How far the ledger's checkpoint covers each source; compacted. */
    public static final String COVERED = "audit-covered.";
    /** What the ledger would not take, for people to look at. */
    public static final String REFUSED = "audit-refused.";
    /** What has changed in the registry; compacted. */
    public static final String CHANGES = "changes.";
    /** How fine-tuning jobs stand; compacted. */
    public static final String JOBS = "jobs.";

    private static final Set<String> COMPACTED = Set.of(COVERED, CHANGES, JOBS);
    /** A record of 65,535 bytes with its headers, and what a batch adds. */
    private static final String LARGEST_MESSAGE = "131072";

    private final KafkaSettings settings;
    private final Supplier<Admin> admin;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Topics(KafkaSettings settings, Supplier<Admin> admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /**
     * A tenant's topic of a kind, which is there when this returns, unless others are to make it.
     *
     * @throws IOException if it is not there and could not be made
     */
    public String of(String kind, TenantId tenant) throws IOException {
        String name = kind + tenant;
        if (settings.createTopics() && !known.contains(name)) {
            create(kind, name);
            known.add(name);
        }
        return name;
    }

    /** Something was not found as it was known: the topics are looked for again. */
    public void forget() {
        known.clear();
    }

    /** The tenant whose topic of a kind has this name, if it is one. */
    public static Optional<TenantId> tenant(String kind, String topic) {
        try {
            return topic.startsWith(kind)
                    ? Optional.of(new TenantId(topic.substring(kind.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> configs(String kind) {
        if (COMPACTED.contains(kind)) {
            return Map.of("cleanup.policy", "compact", "max.message.bytes", LARGEST_MESSAGE);
        }
        return kind.equals(REFUSED)
                ? Map.of("retention.ms", "-1", "retention.bytes", "104857600", "max.message.bytes", LARGEST_MESSAGE)
                : Map.of("max.message.bytes", LARGEST_MESSAGE);
    }

    private void create(String kind, String name) throws IOException {
        // One partition: the ledger puts all records of a tenant into one order anyway.
        NewTopic topic =
                new NewTopic(name, Optional.of(1), Optional.ofNullable(settings.replication())).configs(configs(kind));
        try (Admin client = admin.get()) {
            client.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("topic " + name + " is not there and could not be made: " + e.getCause(), e);
            }
        } catch (KafkaException e) {
            throw new IOException("topic " + name + " could not be looked for: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while topic " + name + " was made", e);
        }
    }
}
