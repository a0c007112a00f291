package dev.freehold.stack.part;

import dev.freehold.servers.cache.ServerCache;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Secrets;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import dev.freehold.stack.realm.FirstUseCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All parts, in the order in which they are shown. */
public final class Parts {
    private static final String GATEWAY = "gateway";
    private static final List<String> SERVERS = List.of("postgres", "kafka", "keycloak", "opa");

    private static final List<ServicePart.Kind> SERVICES = List.of(
            new ServicePart.Kind(GATEWAY, Set.of("registry", "inference", "keycloak"), "384m"),
            new ServicePart.Kind("registry", Set.of("audit", "keycloak"), "384m"),
            new ServicePart.Kind("finetune-service", Set.of("registry"), "320m"),
            new ServicePart.Kind("inference", Set.of("registry"), "256m"),
            new ServicePart.Kind("policy", Set.of("kafka"), "256m"),
            new ServicePart.Kind("audit", Set.of("postgres", "kafka", "policy"), "320m"),
            new ServicePart.Kind("console", Set.of("registry", "keycloak"), "192m"));

    private Parts() {}

    /** The names alone, for commands that start nothing. */
    public static List<String> names(Shape shape) {
        List<String> names = new ArrayList<>(SERVERS);
        kinds(shape).forEach(kind -> names.add(kind.name()));
        return List.copyOf(names);
    }

    /** A process that asks an OPA server is not ready before that is. */
    private static List<ServicePart.Kind> kinds(Shape shape) {
        List<ServicePart.Kind> kinds = new ArrayList<>();
        for (ServicePart.Kind kind : SERVICES) {
            if (kind.module().equals(GATEWAY)) {
                ServicePart.Kind deciding = shape.engine() == Shape.Engine.opa ? kind.alsoAfter("opa") : kind;
                shape.gatewayNames().forEach(name -> kinds.add(deciding.named(name)));
            } else {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /**
     * @param checkout where the built services are
     */
    public static List<Part> of(StackFolder folder, Shape shape, Ports ports, ServerCache cache, Path checkout)
            throws IOException {
        Secrets secrets = Secrets.open(folder);
        PostgresPart postgres = new PostgresPart(folder, ports, secrets, cache);
        List<Part> parts = new ArrayList<>(List.of(
                postgres,
                new KafkaPart(folder, ports, checkout),
                new KeycloakPart(folder, ports, secrets, cache, checkout),
                new OpaPart(folder, ports, cache)));
        ServiceSettings settings = new ServiceSettings(folder, shape, ports, secrets);
        Map<String, ServicePart.Afterwards> afterwards = Map.of(
                "audit", postgres::letAuditMoveItsMark, "registry", () -> new FirstUseCase(folder, ports).ensure());
        for (ServicePart.Kind kind : kinds(shape)) {
            parts.add(new ServicePart(
                    kind, folder, ports, checkout, settings.of(kind), afterwards.getOrDefault(kind.name(), () -> {})));
        }
        return List.copyOf(parts);
    }
}
