package dev.freehold.standalone.processes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.standalone.credentials.Credentials;
import dev.freehold.testkit.postgres.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All services apart: one JVM each on free ports of this machine, with a real PostgreSQL and keys of their own. */
public final class Apart implements AutoCloseable {
    private static final Path CHECKOUT = Path.of("..", "..");
    private static final TenantId TENANT = new TenantId("default");
    private final Path home;
    private final Credentials credentials;
    private final Postgres postgres = new Postgres();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private Map<String, String> databases = Map.of();

    public Apart(Path home, Credentials credentials) {
        this.home = home;
        this.credentials = credentials;
    }

    /** Starts them in the order in which they need each other, and returns when all are ready. */
    public void start() throws IOException, InterruptedException {
        postgres.init(Map.of("databases", "registry,finetune,audit"));
        databases = postgres.start();
        for (String name :
                List.of("audit", "policy", "registry", "finetune-service", "inference", "gateway", "console")) {
            ports.put(name, ServiceProcess.freePort());
        }
        Path bootstrap = bootstrap();
        start("audit", Map.of());
        start("policy", to("audit"));
        services.get("policy").awaitReady();
        Map<String, String> registry = new HashMap<>(to("audit"));
        registry.put("freehold.registry.bootstrap", bootstrap.toString());
        start("registry", registry);
        start("finetune-service", to("audit", "registry"));
        Map<String, String> inference = new HashMap<>(to("audit", "registry"));
        inference.put("freehold.inference.surface", "true");
        start("inference", inference);
        start("gateway", to("audit", "registry", "inference", "finetune-service"));
        start("console", to("audit", "registry", "finetune-service"));
        for (String name : services.keySet()) {
            services.get(name).awaitReady();
        }
    }

    public String url(String service) {
        return services.get(service).url();
    }

    public Path homeOf(String service) {
        return home.resolve(service);
    }

    public Path peers() {
        return home.resolve("peers");
    }

    public String log(String service) throws IOException {
        return services.get(service).log();
    }

    public void restart(String service) throws IOException, InterruptedException {
        ServiceProcess again = services.get(service).killedAndStartedAgain(jar(service));
        services.put(service, again);
        again.awaitReady();
    }

    public void stop(String service) {
        services.get(service).close();
    }

    private void start(String name, Map<String, String> own) throws IOException {
        Map<String, String> settings = new HashMap<>(own);
        databases.forEach((key, value) -> {
            if (key.startsWith("quarkus.datasource." + name.replace("-service", "") + ".")) {
                settings.put(key, value);
            }
        });
        settings.put("freehold.tenant-keys", home.resolve("tenant-keys").toString());
        settings.put("freehold.internal.peers", peers().toString());
        settings.put("freehold.internal.publish", peers().toString());
        if (!name.equals("policy")) {
            Path key = homeOf("policy").resolve("keys/policy/bundle.pub.pem");
            settings.put("freehold.policy.bundle.url", policyUrl());
            settings.put("freehold.policy.bundle.key", key.toString());
        }
        services.put(name, ServiceProcess.start(name, jar(name), ports.get(name), homeOf(name), settings));
    }

    private String policyUrl() {
        return "http://127.0.0.1:" + ports.get("policy") + "/api/policy/bundles/default";
    }

    private Map<String, String> to(String... peers) {
        Map<String, String> settings = new HashMap<>();
        for (String peer : peers) {
            settings.put("freehold.peer." + peer + ".url", "http://127.0.0.1:" + ports.get(peer));
        }
        return settings;
    }

    private static Path jar(String name) {
        return CHECKOUT.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** What the embedded default begins with, as a file. */
    private Path bootstrap() throws IOException {
        ObjectNode wanted = Json.MAPPER.createObjectNode();
        UseCase useCase = new UseCase(
                TENANT,
                "complaint-triage",
                "Customer Care",
                "Sort customers' complaints by topic.",
                List.of("PII"),
                List.of("all-minilm-l6-v2", "complaint-classifier"),
                Confidentiality.CONFIDENTIAL,
                UseCase.SHORTEST_RETENTION_DAYS,
                1_000_000);
        wanted.putArray("use_cases").add(Json.tree(useCase));
        ArrayNode keys = wanted.putArray("keys");
        for (Role role : Credentials.ROLES) {
            ObjectNode grant = keys.addObject()
                    .put("tenant", TENANT.value())
                    .put("subject", role.wireName())
                    .put("key", credentials.of(role).reveal());
            grant.putArray("roles").add(role.wireName());
            if (role == Role.APPLICATION) {
                grant.put("use_case", useCase.id());
            }
        }
        Path file = home.resolve("bootstrap.json");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, wanted.toString());
    }

    @Override
    public void close() {
        List<ServiceProcess> last = new java.util.ArrayList<>(services.values());
        java.util.Collections.reverse(last);
        last.forEach(ServiceProcess::close);
        postgres.stop();
    }
}
