package dev.freehold.enforcement.identity.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of those who may call this process: files {@code SERVICE.pem} and {@code SERVICE.ANYTHING.pem}, so that each
 * process of a service has its own and a new key can lie beside an old one. The folder is read again when it is old, and when a
 * token names a key that is not in it, but not more often than a pause allows.
 */
public final class PeerKeys {
    static final String SUFFIX = ".pem";
    private static final System.Logger LOG = System.getLogger(PeerKeys.class.getName());
    private static final int MOST = 256;
    private static final long LONGEST = 4 << 10;
    private static final Duration OLD = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final InstantSource clock;
    private Map<String, Peer> peers = Map.of();
    private Instant read = Instant.MIN;

    public PeerKeys(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A key, and whose it is. */
    record Peer(ServiceName service, PublicKey key) {}

    /** Whose key has that id; absent where nobody's has. */
    synchronized @Nullable Peer find(String keyId) {
        Instant now = clock.instant();
        Duration pause = peers.containsKey(keyId) ? OLD : PAUSE;
        if (read.isBefore(now.minus(pause)) || read.isAfter(now)) {
            peers = read();
            read = now;
        }
        return peers.get(keyId);
    }

    private Map<String, Peer> read() {
        Map<String, Peer> found = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        try (Stream<Path> listing = Files.list(folder)) {
            List<Path> files = listing.filter(
                            file -> file.getFileName().toString().endsWith(SUFFIX))
                    .limit(MOST + 1L)
                    .toList();
            if (files.size() > MOST) {
                throw new IOException("it holds more than " + MOST + " keys");
            }
            for (Path file : files) {
                add(file, found, ambiguous);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "freehold.internal.peers, {0}: {1}", folder, e.getMessage());
            return Map.of();
        }
        found.keySet().removeAll(ambiguous);
        return Map.copyOf(found);
    }

    private static void add(Path file, Map<String, Peer> found, Set<String> ambiguous) {
        try {
            String name = file.getFileName().toString();
            ServiceName service = ServiceName.of(name.substring(0, name.indexOf('.')));
            if (Files.getPosixFilePermissions(file).stream().anyMatch(WRITE_OF_OTHERS::contains)) {
                throw new IOException("others than its owner can write it: set its mode to 0644");
            }
            if (Files.size(file) > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            PublicKey key = Ed25519.publicKey(Pem.read(Pem.PUBLIC, Files.readString(file, StandardCharsets.US_ASCII)));
            Peer before = found.putIfAbsent(Ed25519.id(key), new Peer(service, key));
            if (before != null && before.service() != service) {
                // One key for two services would make one of them the other.
                ambiguous.add(Ed25519.id(key));
                throw new IOException("its key is that of " + before.service().wireName() + " too");
            }
        } catch (IOException | InvalidKeySpecException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, "no key is taken from {0}: {1}", file, e.getMessage());
        }
    }
}
