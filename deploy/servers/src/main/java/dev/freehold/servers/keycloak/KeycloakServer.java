package dev.freehold.servers.keycloak;

import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a Keycloak with this house's realm is started, and when it can be used. */
public final class KeycloakServer {
    public static final String REALM = "freehold";
    private static final String REALM_FILE = "freehold-realm.json";
    private static final String HEAP = "384m";

    private final KeycloakDistribution distribution;
    private final KeycloakSettings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public KeycloakServer(KeycloakDistribution distribution, KeycloakSettings settings) {
        this.distribution = distribution;
        this.settings = settings;
    }

    public KeycloakSettings settings() {
        return settings;
    }

    /** As tokens name it. */
    public String issuer() {
        return settings.address() + "/realms/" + REALM;
    }

    /** Makes the instance's folder: its own data, the shared files by link, and the realm to import at the first start. */
    public void prepare() throws IOException {
        Path folder = settings.folder();
        for (String own : List.of("conf", "data/import", "providers")) {
            Files.createDirectories(folder.resolve(own));
        }
        Files.copy(
                distribution.folder().resolve("conf/cache-ispn.xml"),
                folder.resolve("conf/cache-ispn.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        for (String shared : List.of("lib", "themes")) {
            Files.deleteIfExists(folder.resolve(shared));
            Files.createSymbolicLink(
                    folder.resolve(shared), distribution.folder().resolve(shared));
        }
        try (InputStream realm = KeycloakServer.class.getResourceAsStream(REALM_FILE)) {
            if (realm == null) {
                throw new IllegalStateException("no " + REALM_FILE + " on the class path");
            }
            Files.copy(realm, folder.resolve("data/import").resolve(REALM_FILE), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What starts it; a realm that is there already is left as it is. */
    public List<String> command() {
        List<String> command = new ArrayList<>(distribution.command(settings.folder(), HEAP));
        command.addAll(List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--hostname=" + settings.address(),
                "--http-host=127.0.0.1",
                "--http-port=" + settings.port(),
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + settings.managementPort(),
                "--log-level=info,io.smallrye.health:error"));
        return command;
    }

    public Map<String, String> environment() {
        return settings.environment();
    }

    /** Whether its database is made and its realm imported. It listens before that. */
    public boolean ready() {
        HttpRequest request = HttpRequest.newBuilder(settings.health())
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("interrupted while waiting for Keycloak", e);
        }
    }

    /** The realm's administration, as the account that Keycloak was set up by. */
    public KeycloakAdmin admin() {
        return new KeycloakAdmin(settings.address(), REALM, settings.admin());
    }
}
