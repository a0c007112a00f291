package dev.freehold.stack.part;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.cache.ServerCache;
import dev.freehold.servers.opa.OpaProgram;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The OPA server, which takes its bundle from the policy service and checks its signature. */
final class OpaPart implements Part {
    private final StackFolder folder;
    private final Ports ports;
    private final ServerCache cache;

    OpaPart(StackFolder folder, Ports ports, ServerCache cache) {
        this.folder = folder;
        this.ports = ports;
        this.cache = cache;
    }

    @Override
    public String name() {
        return "opa";
    }

    @Override
    public int port() {
        return ports.of("opa");
    }

    @Override
    public Set<String> after() {
        return Set.of("policy");
    }

    /** Bundles are named once the policy service has made the key that signs them. */
    @Override
    public void prepare() throws IOException {
        ObjectNode config = Json.MAPPER.createObjectNode();
        Path key = PolicyKey.of(folder);
        if (Files.exists(key)) {
            config.putObject("services").putObject("policy").put("url", ports.url("policy") + "/api/policy");
            config.putObject("keys")
                    .putObject("bundle")
                    .put("algorithm", "ES256")
                    .put("key", Files.readString(key));
            ObjectNode bundle = config.putObject("bundles").putObject("freehold");
            bundle.put("service", "policy").put("resource", "bundles/default");
            bundle.putObject("signing").put("keyid", "bundle").put("scope", "default");
            bundle.putObject("polling")
                    .put("min_delay_seconds", 1)
                    .put("max_delay_seconds", 5)
                    .put("long_polling_timeout_seconds", 30);
        }
        Files.writeString(folder.conf("opa.json"), config.toPrettyString());
    }

    @Override
    public List<String> command() throws IOException {
        return List.of(
                OpaProgram.ensure(cache).toString(),
                "run",
                "--server",
                "--addr=127.0.0.1:" + port(),
                "--disable-telemetry",
                "--log-level=info",
                "--config-file=" + folder.conf("opa.json"));
    }

    @Override
    public boolean ready() {
        return Http.ok(ports.url("opa") + "/health?bundles");
    }

    @Override
    public Duration longestStart() {
        return Duration.ofMinutes(1);
    }
}
