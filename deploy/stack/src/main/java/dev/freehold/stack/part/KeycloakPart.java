package dev.freehold.stack.part;

import dev.freehold.servers.cache.ServerCache;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import dev.freehold.servers.keycloak.KeycloakDistribution;
import dev.freehold.servers.keycloak.KeycloakServer;
import dev.freehold.servers.keycloak.KeycloakSettings;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Secrets;
import dev.freehold.stack.home.StackFolder;
import dev.freehold.stack.realm.RoleClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keycloak with this house's realm, and a client for each role. */
final class KeycloakPart implements Part {
    private final StackFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final ServerCache cache;
    private final Path checkout;

    KeycloakPart(StackFolder folder, Ports ports, Secrets secrets, ServerCache cache, Path checkout) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.cache = cache;
        this.checkout = checkout;
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public int port() {
        return ports.of("keycloak");
    }

    @Override
    public Set<String> after() {
        return Set.of("postgres");
    }

    @Override
    public void prepare() throws IOException {
        KeycloakDistribution.ensure(cache, checkout);
        server().prepare();
    }

    @Override
    public List<String> command() throws IOException {
        return server().command();
    }

    @Override
    public Map<String, String> environment() throws IOException {
        return server().environment();
    }

    @Override
    public boolean ready() {
        return Http.ok("http://127.0.0.1:" + ports.of("keycloak-health") + "/health/ready");
    }

    @Override
    public void settle() throws IOException {
        KeycloakAdmin admin = server().admin();
        admin.setClientSecret("freehold-registry", secrets.of("keycloak.registry"));
        new RoleClients(admin).ensure(folder);
    }

    @Override
    public Duration longestStart() {
        return Duration.ofMinutes(5);
    }

    private KeycloakServer server() throws IOException {
        return new KeycloakServer(
                KeycloakDistribution.cached(cache),
                new KeycloakSettings(
                        folder.data("keycloak"),
                        port(),
                        ports.of("keycloak-health"),
                        URI.create(ports.url("console")),
                        new KeycloakSettings.Database(
                                "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/keycloak",
                                "keycloak",
                                secrets.of("database.keycloak")),
                        secrets.of("keycloak.setup")));
    }
}
