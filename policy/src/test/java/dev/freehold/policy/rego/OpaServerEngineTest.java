package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.decision.opa.OpaPolicyDecisionPoint;
import dev.freehold.enforcement.decision.opa.OpaSettings;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.bundle.ShippedBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine that asks an OPA server, against a real one with the shipped rules. {@link OpaComparisonTest} asks {@code opa eval}. */
class OpaServerEngineTest {
    private static final System.Logger LOG = System.getLogger(OpaServerEngineTest.class.getName());
    private static final TenantId TENANT = new TenantId("acme");
    private static final int CASES = 4000;
    private static final ShippedBundle SHIPPED = new ShippedBundle();

    @TempDir
    Path folder;

    private OpaServer server(String... more) throws Exception {
        Path bundle = Files.createDirectories(folder.resolve("freehold"));
        for (String name : SHIPPED.manifest().sources().keySet()) {
            Files.copy(Opa.REGO.resolve(name), bundle.resolve(name));
        }
        // A bundle's name is the path by which it was loaded; its revision is what our own bundles have.
        Path manifest = bundle.resolve(".manifest");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("core-1", SHIPPED.bundle().digest().value()));
        String[] arguments = Arrays.copyOf(new String[] {"--bundle", "freehold"}, 2 + more.length);
        System.arraycopy(more, 0, arguments, 2, more.length);
        return OpaServer.start(folder, arguments);
    }

    private static OpaPolicyDecisionPoint asking(OpaServer server, Duration timeout) {
        return new OpaPolicyDecisionPoint(new OpaSettings(server.address(), "freehold", timeout, Optional.empty()));
    }

    private static String withoutId(Decision decision) {
        return decision.toString().replace(decision.id(), "");
    }

    @Test
    void both_engines_take_the_same_decision_on_every_request() throws Exception {
        try (OpaServer server = server()) {
            OpaPolicyDecisionPoint remote = asking(server, Duration.ofSeconds(5));
            WasmPolicyDecisionPoint local = new WasmPolicyDecisionPoint(SHIPPED, 1);
            // The seed of the comparison with opa eval: all three have then said the same of each request.
            Random random = new Random(20261123);
            int allowed = 0;
            long[] micros = new long[CASES];
            for (int i = 0; i < CASES; i++) {
                ObjectNode request = Requests.generated(random);
                byte[] recorded = Json.MAPPER.writeValueAsBytes(request);
                long began = System.nanoTime();
                Decision decision = remote.replay(recorded);
                micros[i] = (System.nanoTime() - began) / 1000;
                assertThat(withoutId(decision)).as("%s", request).isEqualTo(withoutId(local.replay(TENANT, recorded)));
                assertThat(decision).isNotInstanceOf(Decision.Unavailable.class);
                allowed += decision instanceof Decision.Allowed ? 1 : 0;
            }
            assertThat(allowed).isBetween(CASES * 3 / 10, CASES * 7 / 10);
            Arrays.sort(micros);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} decisions of an OPA server: p50 {1} us, p99 {2} us",
                    CASES,
                    micros[CASES / 2],
                    micros[CASES * 99 / 100]);
        }
    }

    @Test
    void a_server_that_was_ended_denies_and_one_that_came_back_decides() throws Exception {
        OpaServer server = server();
        OpaPolicyDecisionPoint point = asking(server, Duration.ofSeconds(2));
        assertThat(point.decide(Requests.goodCall())).isInstanceOf(Decision.Allowed.class);
        server.kill();
        assertThat(point.decide(Requests.goodCall())).isInstanceOf(Decision.Unavailable.class);
        String port = String.valueOf(server.address().getPort());
        Process again = new ProcessBuilder(
                        Opa.required().toString(),
                        "run",
                        "--server",
                        "--skip-version-check",
                        "--addr",
                        "127.0.0.1:" + port,
                        "--bundle",
                        "freehold")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("again.log").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!(point.decide(Requests.goodCall()) instanceof Decision.Allowed)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(50);
            }
        } finally {
            again.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_server_that_is_held_still_denies_in_time() throws Exception {
        try (OpaServer server = server()) {
            OpaPolicyDecisionPoint point = asking(server, Duration.ofMillis(300));
            server.pause();
            long began = System.nanoTime();
            assertThat(point.decide(Requests.goodCall())).isInstanceOf(Decision.Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            server.goOn();
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!(point.decide(Requests.goodCall()) instanceof Decision.Allowed)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    @Test
    void a_server_without_the_policy_or_with_another_one_denies() throws Exception {
        try (OpaServer empty = OpaServer.start(folder)) {
            assertThat(asking(empty, Duration.ofSeconds(2)).decide(Requests.goodCall()))
                    .isInstanceOf(Decision.Unavailable.class);
        }
        for (String rule : new String[] {
            "decision := true",
            "decision := {\"allow\": true}",
            "decision := {\"allow\": 1 / 0 == 1, \"reasons\": [], \"obligations\": []}",
            "decision := numbers.range(1, 200000)"
        }) {
            Path other = Files.createDirectories(folder.resolve("other/freehold"));
            Files.write(other.resolve("p.rego"), ("package freehold\n" + rule + "\n").getBytes(StandardCharsets.UTF_8));
            Files.writeString(other.resolve(".manifest"), "{\"revision\":\"r1\",\"roots\":[\"freehold\"]}");
            try (OpaServer server = OpaServer.start(folder.resolve("other"), "--bundle", "freehold")) {
                assertThat(asking(server, Duration.ofSeconds(5)).decide(Requests.goodCall()))
                        .as(rule)
                        .isInstanceOf(Decision.Unavailable.class);
            }
        }
    }

    @Test
    void a_server_that_loaded_rules_without_a_bundle_names_no_version_and_denies() throws Exception {
        try (OpaServer server = OpaServer.start(folder, Opa.REGO.toString())) {
            Decision decision = asking(server, Duration.ofSeconds(2)).decide(Requests.goodCall());
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Unavailable.class,
                            it -> assertThat(it.cause()).contains("freehold.policy.opa.bundle"));
        }
    }

    @Test
    void a_server_that_asks_for_a_token_is_given_it() throws Exception {
        Path authz = Files.createDirectories(folder.resolve("authz"));
        Files.writeString(authz.resolve(".manifest"), "{\"roots\":[\"system\"]}");
        Files.writeString(authz.resolve("authz.rego"), """
                package system.authz
                default allow := false
                allow if input.identity == "s3cret"
                allow if input.path == ["health"]
                """);
        try (OpaServer server = server("--authentication=token", "--authorization=basic", authz.toString())) {
            assertThat(asking(server, Duration.ofSeconds(2)).decide(Requests.goodCall()))
                    .isInstanceOf(Decision.Unavailable.class);
            OpaPolicyDecisionPoint known = new OpaPolicyDecisionPoint(
                    new OpaSettings(server.address(), "freehold", Duration.ofSeconds(2), Optional.of("s3cret")));
            assertThat(known.decide(Requests.goodCall())).isInstanceOf(Decision.Allowed.class);
        }
    }
}
