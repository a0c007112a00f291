package dev.freehold.enforcement.messaging.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a process reaches its Kafka.
 *
 * @param bootstrap {@code host:port}, several with commas between
 * @param client settings for the Kafka client, such as those of TLS and SASL
 * @param ackTimeout longest wait for the broker's answer, 1 s to 2 min
 * @param createTopics whether topics that are not there are made
 * @param replication copies of a topic that is made, 1 to 9; null for the broker's default
 */
public record KafkaSettings(
        String bootstrap,
        Map<String, String> client,
        Duration ackTimeout,
        boolean createTopics,
        @Nullable Short replication) {
    private static final String PROTOCOL = "security.protocol";
    private static final Set<String> ALLOWED = Set.of(PROTOCOL, "client.dns.lookup", "compression.type");
    private static final List<String> ALLOWED_FAMILIES = List.of("ssl.", "sasl.");
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");
    private static final Pattern SERVER = Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+]):[0-9]{1,5}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    public KafkaSettings {
        client = Map.copyOf(client);
        for (String name : client.keySet()) {
            if (!ALLOWED.contains(name) && ALLOWED_FAMILIES.stream().noneMatch(name::startsWith)) {
                throw new IllegalArgumentException("freehold.kafka.client-file sets " + name
                        + ": it may set security.protocol, ssl.*, sasl.*, client.dns.lookup and compression.type");
            }
        }
        boolean plain = !ENCRYPTED.contains(client.getOrDefault(PROTOCOL, "PLAINTEXT"));
        for (String server : bootstrap.split(",", -1)) {
            check(server.strip(), plain);
        }
        long millis = ackTimeout.toMillis();
        if (millis < 1_000 || millis > 120_000) {
            throw new IllegalArgumentException("freehold.kafka.ack-timeout is 1 s to 2 min, not " + ackTimeout);
        }
        if (replication != null && (replication < 1 || replication > 9)) {
            throw new IllegalArgumentException("freehold.kafka.replication is 1 to 9, not " + replication);
        }
    }

    private static void check(String server, boolean plain) {
        var parts = SERVER.matcher(server);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "freehold.kafka.bootstrap is host:port, with commas between; not " + server);
        }
        if (plain && !LOOPBACK.matcher(parts.group("host")).matches()) {
            throw new IllegalArgumentException("freehold.kafka.bootstrap names " + server
                    + ", which is not this machine: set security.protocol to SSL or SASL_SSL in the file that"
                    + " freehold.kafka.client-file names");
        }
    }

    /** The client's settings with those given over them. */
    Map<String, Object> with(Map<String, Object> over) {
        Map<String, Object> all = new TreeMap<>(client);
        all.put("bootstrap.servers", bootstrap);
        all.put("reconnect.backoff.ms", 50);
        all.put("reconnect.backoff.max.ms", 1_000);
        all.put("metadata.max.age.ms", 5_000);
        all.putAll(over);
        return all;
    }

    /** Secrets stand among the client's settings. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrap + ", " + client.keySet() + "]";
    }
}
