package dev.freehold.standalone.issuer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.secret.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The issuer's keys, in files that only their owner reads. The newest signs; one that was followed stays published for a day,
 * so that every token that it signed can be verified to its end.
 */
final class SigningKeys {
    static final Duration LIFE = Duration.ofDays(90);
    private static final Duration STAYS = Duration.ofDays(1);
    private static final int MOST = 100;

    private final Path folder;
    private final Clock clock;
    /** Newest first. */
    private List<SigningKey> keys = List.of();

    private SigningKeys(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Reads the keys, and makes one where there is none or the newest is 90 days old. */
    static SigningKeys open(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        SigningKeys opened = new SigningKeys(folder, clock);
        opened.keys = opened.read();
        if (opened.keys.isEmpty() || opened.keys.get(0).made().plus(LIFE).isBefore(clock.instant())) {
            opened.rotate();
        }
        return opened;
    }

    private List<SigningKey> read() throws IOException {
        List<SigningKey> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .limit(MOST)
                    .toList()) {
                try {
                    found.add(SigningKey.parse(Files.readString(file)));
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + " is " + e.getMessage() + "; move it away and start again", e);
                }
            }
        }
        found.sort(Comparator.comparing(SigningKey::made).reversed());
        return found;
    }

    /** Makes a new key, which signs from now on, and forgets those that no living token needs. */
    synchronized void rotate() throws IOException {
        Instant now = clock.instant();
        List<SigningKey> kept = new ArrayList<>();
        SigningKey fresh = SigningKey.generate(now);
        PrivateFile.write(folder.resolve(fresh.id() + ".json"), fresh.file());
        kept.add(fresh);
        for (int i = 0; i < keys.size(); i++) {
            Instant followed = i == 0 ? now : keys.get(i - 1).made();
            if (followed.plus(STAYS).isAfter(now)) {
                kept.add(keys.get(i));
            } else {
                Files.deleteIfExists(folder.resolve(keys.get(i).id() + ".json"));
            }
        }
        keys = List.copyOf(kept);
    }

    synchronized SigningKey newest() {
        return keys.get(0);
    }

    synchronized List<SigningKey> all() {
        return keys;
    }

    /** The public halves (RFC 7517, section 5). */
    ObjectNode published() {
        ObjectNode set = Json.MAPPER.createObjectNode();
        ArrayNode list = set.putArray("keys");
        all().forEach(key -> list.add(key.jwk()));
        return set;
    }
}
