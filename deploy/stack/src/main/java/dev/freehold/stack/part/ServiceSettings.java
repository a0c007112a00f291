package dev.freehold.stack.part;

import dev.freehold.servers.keycloak.KeycloakServer;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Secrets;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import dev.freehold.stack.realm.RoleClients;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each service is told: where it is, whom it may ask, where it records, whose tokens it takes. */
final class ServiceSettings {
    private static final Map<String, List<String>> PEERS = Map.of(
            "gateway", List.of("registry", "finetune-service", "inference", "audit"),
            "console", List.of("registry", "finetune-service", "audit"),
            "finetune-service", List.of("registry", "audit"),
            "inference", List.of("registry"),
            "registry", List.of("audit"),
            "policy", List.of("audit"),
            "audit", List.of());

    /** Names of the datasources, by service. */
    private static final Map<String, String> DATABASES =
            Map.of("registry", "registry", "finetune-service", "finetune", "audit", "audit");

    private final StackFolder folder;
    private final Shape shape;
    private final Ports ports;
    private final Secrets secrets;

    ServiceSettings(StackFolder folder, Shape shape, Ports ports, Secrets secrets) {
        this.folder = folder;
        this.shape = shape;
        this.ports = ports;
        this.secrets = secrets;
    }

    Map<String, String> of(ServicePart.Kind kind) throws IOException {
        String service = kind.module();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports.of(kind.name())));
        settings.put("quarkus.banner.enabled", "false");
        settings.put("quarkus.log.console.color", "false");
        settings.put("freehold.home", folder.data(kind.name()).toString());
        settings.put("freehold.source", kind.name().equals(service) ? service + "-1" : kind.name());
        settings.put("freehold.tenant-keys", folder.keys().resolve("tenant").toString());
        settings.put("freehold.internal.peers", folder.peers().toString());
        settings.put("freehold.internal.publish", folder.peers().toString());
        settings.put("freehold.kafka.bootstrap", "127.0.0.1:" + ports.of("kafka"));
        settings.put("freehold.oidc.issuer", issuer());
        settings.put("freehold.oidc.parties", RoleClients.parties());
        for (String peer : PEERS.getOrDefault(service, List.of())) {
            settings.put("freehold.peer." + peer + ".url", ports.url(peer));
        }
        if (DATABASES.containsKey(service)) {
            settings.putAll(database(DATABASES.get(service)));
        }
        if (service.equals("gateway") && shape.engine() == Shape.Engine.opa) {
            settings.put("freehold.policy.engine", "opa");
            settings.put("freehold.policy.opa.url", ports.url("opa"));
        } else if (!service.equals("policy")) {
            settings.put("freehold.policy.bundle.url", ports.url("policy") + "/api/policy/bundles/default");
            settings.put("freehold.policy.bundle.key", PolicyKey.of(folder).toString());
        }
        settings.putAll(own(service));
        return settings;
    }

    private String issuer() {
        return ports.url("keycloak") + "/realms/" + KeycloakServer.REALM;
    }

    private Map<String, String> own(String service) throws IOException {
        return switch (service) {
            case "registry" ->
                Map.of(
                        "freehold.registry.accounts.keycloak",
                        ports.url("keycloak") + "/admin/realms/" + KeycloakServer.REALM,
                        "freehold.registry.accounts.secret",
                        secrets.of("keycloak.registry").text());
            // Half of the time that is given to a part that is told to end.
            case "gateway" -> Map.of("freehold.gateway.drain-delay", "3S", "freehold.gateway.drain-timeout", "10S");
            case "inference" -> Map.of("freehold.inference.surface", "true");
            case "console" ->
                Map.of(
                        "freehold.console.gateway",
                        ports.url("gateway") + "/v1",
                        "freehold.console.url",
                        ports.url("console"));
            default -> Map.of();
        };
    }

    /** Tables are made and changed by their owner; the service works as a role that cannot. */
    private Map<String, String> database(String name) throws IOException {
        String source = "quarkus.datasource." + name + ".";
        String flyway = "quarkus.flyway." + name + ".";
        return Map.of(
                source + "jdbc.url",
                "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + name,
                source + "username",
                name,
                source + "password",
                secrets.of("database." + name).text(),
                flyway + "username",
                name + "_owner",
                flyway + "password",
                secrets.of("database." + name + "_owner").text());
    }
}
