package dev.freehold.testkit.keycloak;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.freehold.servers.cache.ServerCache;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import dev.freehold.servers.keycloak.KeycloakDistribution;
import dev.freehold.servers.keycloak.KeycloakServer;
import dev.freehold.servers.keycloak.KeycloakSettings;
import dev.freehold.servers.secret.Secret;
import dev.freehold.testkit.process.Leash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak of its own on loopback, on a PostgreSQL of its own, with {@code deploy/keycloak/freehold-realm.json} imported by
 * its own importer. One serves all tests of a JVM, and ends with it.
 */
public final class Keycloak {
    /** Where the realm lets people be sent back to. */
    public static final URI CONSOLE = URI.create("http://127.0.0.1:8087");

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static @Nullable Keycloak shared;

    private final KeycloakServer server;

    private Keycloak(KeycloakServer server) {
        this.server = server;
    }

    /**
     * Starts it, or leaves the test out where this machine's cache has no Keycloak: it is 177 MB to fetch, so nothing fetches it
     * unasked. Where the environment says {@code CI=true}, that is a failure.
     */
    public static synchronized Keycloak shared() {
        Keycloak running = shared;
        if (running == null) {
            running = start(required(ServerCache.fromEnvironment(), System.getenv()));
            shared = running;
        }
        return running;
    }

    static KeycloakDistribution required(ServerCache cache, Map<String, String> environment) {
        if (KeycloakDistribution.isCached(cache)) {
            return KeycloakDistribution.cached(cache);
        }
        String reason = "needs Keycloak " + KeycloakDistribution.VERSION + ", which is not in " + cache.folder()
                + "; deploy/servers/fetch keycloak brings it";
        if ("true".equals(environment.get("CI"))) {
            throw new AssertionError(reason + ", and CI=true leaves no test out");
        }
        return abort(reason);
    }

    private static Keycloak start(KeycloakDistribution distribution) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            Path folder = Files.createTempDirectory("keycloak");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "forget-keycloak"));
            KeycloakServer server = new KeycloakServer(
                    distribution,
                    new KeycloakSettings(
                            folder,
                            freePort(),
                            freePort(),
                            CONSOLE,
                            new KeycloakSettings.Database(
                                    "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                                    "postgres",
                                    new Secret("postgres")),
                            new Secret(randomSecret())));
            server.prepare();
            Path log = folder.resolve("output.txt");
            Process process = Leash.start(server.command(), server.environment(), log);
            long end = System.nanoTime() + LONGEST_START.toNanos();
            while (!server.ready()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("Keycloak did not start: " + Files.readString(log));
                }
                pause();
            }
            return new Keycloak(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As tokens name it. */
    public String issuer() {
        return server.issuer();
    }

    public KeycloakAdmin admin() {
        return server.admin();
    }

    /** Speaks OpenID Connect with the realm, as a client would. */
    public RealmClient client(String clientId) {
        return new RealmClient(URI.create(issuer()), clientId);
    }

    private static String randomSecret() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    /** Links are deleted, not what they name. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillWritten) {
            // It ends with this process, which is ending: what it writes last stays in the temporary folder.
            return;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
