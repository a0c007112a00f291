package dev.freehold.servers.keycloak;

import dev.freehold.servers.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * One Keycloak of this machine.
 *
 * @param folder its own: configuration, data
 * @param port for people and services, on 127.0.0.1
 * @param managementPort for its health, on 127.0.0.1
 * @param console address of the console, which alone may sign people in
 * @param admin of the service account that it is set up by
 */
public record KeycloakSettings(
        Path folder, int port, int managementPort, URI console, Database database, Secret admin) {
    /** The service account that it is set up by; Keycloak makes it at the first start and calls it temporary. */
    static final String ADMIN = "freehold-setup";

    /**
     * Where it keeps everything.
     *
     * @param url of JDBC, without a password in it
     */
    public record Database(String url, String user, Secret password) {}

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI health() {
        return URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    }

    /** Secrets go where other users of the machine cannot read them: not among the arguments. */
    Map<String, String> environment() {
        return Map.of(
                "KC_DB_URL", database.url(),
                "KC_DB_USERNAME", database.user(),
                "KC_DB_PASSWORD", database.password().text(),
                "KC_DB_POOL_MAX_SIZE", "20",
                "KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN,
                "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", admin.text(),
                "FREEHOLD_CONSOLE_URL", console.toString(),
                // It listens on loopback alone, where there is no TLS; its realm asks for TLS everywhere by default.
                "FREEHOLD_SSL_REQUIRED", "external");
    }
}
