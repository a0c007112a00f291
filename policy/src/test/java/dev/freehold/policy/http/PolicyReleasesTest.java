package dev.freehold.policy.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.bundle.BundleArchive;
import dev.freehold.enforcement.bundle.BundleSigner;
import dev.freehold.enforcement.bundle.http.BundleFollower;
import dev.freehold.enforcement.bundle.http.BundleSettings;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.rego.OpaServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy from its publication to a decision elsewhere, over HTTP. */
@QuarkusTest
class PolicyReleasesTest {
    private static final System.Logger LOG = System.getLogger(PolicyReleasesTest.class.getName());
    private static final String BUNDLE = "/api/policy/bundles/default";
    private static final TenantId TENANT = new TenantId("default");
    private static int counter;

    private final Recorded recorded;
    private final PolicyDecisionPoint point;

    @TestHTTPResource(BUNDLE)
    URI address;

    @Inject
    PolicyReleasesTest(Recorded recorded, PolicyDecisionPoint point) {
        this.recorded = recorded;
        this.point = point;
    }

    /** Tables that no version has had: one more licence each time. */
    private static String tables() {
        ObjectNode document = (ObjectNode) Json.read(
                given().header("Authorization", "Bearer dana")
                        .get("/api/policy/tables")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                JsonNode.class);
        ((ArrayNode) document.at("/tables/licences")).add("Licence-" + counter++);
        return document.toString();
    }

    private static Response publish(String who, String name, String document) {
        return given().header("Authorization", "Bearer " + who)
                .contentType("application/json")
                .body(document)
                .post("/api/policy/versions?name=" + name);
    }

    private static String published(String name) {
        return publish("dana", name, tables()).then().statusCode(201).extract().path("digest");
    }

    private static Response activate(String who, String digest) {
        return given().header("Authorization", "Bearer " + who).post("/api/policy/versions/" + digest + "/activate");
    }

    private static int activated(String digest) {
        return activate("anna", digest).then().statusCode(200).extract().path("number");
    }

    private String inForce() {
        DecisionRequest request = new DecisionRequest(
                DecisionRequest.SCHEMA,
                Instant.now(),
                TENANT,
                new DecisionRequest.Subject("p-1", "console", List.of(Role.DATA_ENGINEER)),
                "model.list",
                DecisionRequest.Resource.named("model", "all"),
                null,
                List.of(),
                0);
        return ((Decision.Allowed) point.decide(request)).bundle().value();
    }

    @Test
    void what_came_with_the_platform_is_put_in_force_on_record_before_anybody_is_served_it() {
        given().get(BUNDLE).then().statusCode(200);
        List<AuditEvent> own = recorded.events().stream()
                .filter(event -> event.actor().client().equals("platform"))
                .toList();
        assertThat(own).extracting(AuditEvent::type).containsExactly("policy.intent", "policy.outcome");
        assertThat(own).extracting(AuditEvent::action).containsOnly("policy.activate");
        assertThat(own.get(1).resource().facts()).containsEntry("release", "1");
        given().get(BUNDLE).then().statusCode(200);
        assertThat(recorded.events().stream()
                        .filter(event -> event.actor().client().equals("platform")))
                .hasSize(2);
    }

    @Test
    void a_version_decides_nothing_until_a_second_person_has_put_it_in_force() {
        String before = inForce();
        String digest = published("second-person-1");
        assertThat(inForce()).isEqualTo(before);
        activate("dana", digest)
                .then()
                .statusCode(403)
                .body("code", equalTo("POLICY_SAME_PERSON"))
                .body("remedy", containsString("another person"));
        activate("eve", digest).then().statusCode(403).body("code", equalTo("ROLE_NOT_ALLOWED"));
        activate("otto", digest).then().statusCode(403).body("code", equalTo("ROLE_NOT_ALLOWED"));
        given().post("/api/policy/versions/" + digest + "/activate").then().statusCode(401);
        assertThat(inForce()).isEqualTo(before);
        activate("erik", digest).then().statusCode(200).body("digest", equalTo(digest));
        assertThat(inForce()).isEqualTo(digest);
        given().get("/api/policy/bundle")
                .then()
                .body("digest", equalTo(digest))
                .body("revision", equalTo("second-person-1"));
    }

    @Test
    void publishing_and_activating_are_decided_and_recorded_the_refusals_too() {
        String digest = published("recorded-1");
        activate("dana", digest).then().statusCode(403);
        int number = activated(digest);
        assertThat(outcomes("policy.publish"))
                .last()
                .satisfies(event -> assertThat(event.resource().facts()).containsEntry("version", digest));
        List<AuditEvent> activations = outcomes("policy.activate").stream()
                .filter(event -> event.resource().digest().value().equals(digest))
                .toList();
        assertThat(activations)
                .extracting(event -> String.valueOf(event.outcome().code()))
                .containsExactly("POLICY_SAME_PERSON", "null");
        assertThat(activations)
                .last()
                .satisfies(
                        event -> assertThat(event.resource().facts()).containsEntry("release", String.valueOf(number)));
        assertThat(recorded.events().toString()).doesNotContain("dana", "anna");
    }

    private List<AuditEvent> outcomes(String action) {
        return recorded.events().stream()
                .filter(event -> event.action().equals(action) && event.outcome() != null)
                .toList();
    }

    @Test
    void going_back_is_the_same_action_and_all_of_it_can_be_read() {
        String first = published("back-1");
        String second = published("back-2");
        int one = activated(first);
        int two = activated(second);
        int three = activated(first);
        assertThat(List.of(two, three)).containsExactly(one + 1, one + 2);
        assertThat(inForce()).isEqualTo(first);
        given().header("Authorization", "Bearer otto")
                .get("/api/policy/releases")
                .then()
                .statusCode(200)
                .body("releases[0].number", equalTo(three))
                .body("releases[0].digest", equalTo(first))
                .body("releases[1].digest", equalTo(second));
        given().header("Authorization", "Bearer otto")
                .get("/api/policy/versions")
                .then()
                .body("versions.digest", hasItem(second))
                .body("versions.origin", hasItem("shipped"));
        given().header("Authorization", "Bearer eve")
                .get("/api/policy/versions")
                .then()
                .statusCode(403);
    }

    @Test
    void what_cannot_be_a_version_is_refused_with_its_problem() {
        publish("eve", "x", tables()).then().statusCode(403);
        publish("dana", "No%20Name", tables()).then().statusCode(400).body("code", equalTo("POLICY_NAME_INVALID"));
        publish("dana", "x", "{\"tables\":{}}")
                .then()
                .statusCode(422)
                .body("code", equalTo("POLICY_TABLES_REFUSED"))
                .body("errors.field", hasItem("/tables/licences"));
        publish("dana", "x", " ".repeat((1 << 20) + 1)).then().statusCode(422);
        activate("anna", "sha256:" + "0".repeat(64)).then().statusCode(404);
        activate("anna", "latest").then().statusCode(404).body("code", equalTo("POLICY_VERSION_UNKNOWN"));
        given().header("Authorization", "Bearer dana")
                .contentType("application/gzip")
                .body(new byte[100])
                .post("/api/policy/versions?name=x")
                .then()
                .statusCode(oneOf(422, 503));
    }

    @Test
    void the_bundle_is_served_under_a_tag_and_not_twice_to_who_has_it() {
        Response whole = given().get(BUNDLE);
        whole.then().statusCode(200).contentType("application/gzip").header("Cache-Control", "no-cache");
        String tag = whole.header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{64}\"");
        given().header("If-None-Match", tag)
                .get(BUNDLE)
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(equalTo(""));
        given().header("If-None-Match", "\"other\", W/" + tag)
                .get(BUNDLE)
                .then()
                .statusCode(304);
        given().header("If-None-Match", "\"other\"").get(BUNDLE).then().statusCode(200);
        assertThat(given().get(BUNDLE).asByteArray()).isEqualTo(whole.asByteArray());
        given().get("/api/policy/bundles/globex").then().statusCode(404).body("code", equalTo("POLICY_TENANT_UNKNOWN"));
        given().get("/api/policy/bundles/..%2F..%2Fetc").then().statusCode(404);
    }

    @Test
    void a_client_that_prefers_deltas_gets_the_whole_bundle_and_is_told_so() {
        Response whole = given().header("Prefer", "modes=snapshot,delta;wait=1").get(BUNDLE);
        whole.then()
                .statusCode(200)
                .contentType("application/vnd.openpolicyagent.bundles")
                .header("Preference-Applied", equalTo("wait=1, modes=snapshot"));
        given().header("Prefer", "modes=delta")
                .get(BUNDLE)
                .then()
                .statusCode(200)
                .contentType("application/gzip");
    }

    @Test
    void a_client_that_waits_is_answered_when_its_time_is_over_or_a_release_comes() throws Exception {
        String tag = given().get(BUNDLE).header("ETag");
        long began = System.nanoTime();
        given().header("If-None-Match", tag)
                .header("Prefer", "modes=snapshot;wait=1")
                .get(BUNDLE)
                .then()
                .statusCode(304);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));

        String digest = published("waited-1");
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> given().header("If-None-Match", tag)
                .header("Prefer", "wait=9999")
                .get(BUNDLE));
        Thread.sleep(300);
        assertThat(waiting).isNotDone();
        activated(digest);
        assertThat(waiting.get(2, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void the_public_key_is_published_and_the_private_one_is_not() {
        given().get("/api/policy/keys")
                .then()
                .statusCode(200)
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].alg", equalTo("ES256"))
                .body("keys[0].d", equalTo(null));
        assertThat(given().get("/api/policy/keys.pem").asString())
                .startsWith("-----BEGIN PUBLIC KEY-----")
                .doesNotContain("PRIVATE");
    }

    private record Gateway(BundleFollower follower, WasmPolicyDecisionPoint decides) {
        static Gateway following(URI address, Path folder, String name) throws Exception {
            Path keys = folder.resolve(name + ".pem");
            Files.writeString(keys, given().get("/api/policy/keys.pem").asString());
            BundleFollower follower = new BundleFollower(
                    new BundleSettings(
                            TENANT,
                            address,
                            keys,
                            folder.resolve(name),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(2),
                            Duration.ofMillis(200)),
                    Clock.systemUTC());
            WasmPolicyDecisionPoint point = new WasmPolicyDecisionPoint(follower, 2);
            follower.start(point);
            return new Gateway(follower, point);
        }

        String decidesWith() {
            DecisionRequest request = new DecisionRequest(
                    DecisionRequest.SCHEMA,
                    Instant.now(),
                    TENANT,
                    new DecisionRequest.Subject("p-1", "console", List.of(Role.DATA_ENGINEER)),
                    "model.list",
                    DecisionRequest.Resource.named("model", "all"),
                    null,
                    List.of(),
                    0);
            Decision decision = decides.decide(request);
            return decision instanceof Decision.Allowed allowed
                    ? allowed.bundle().value()
                    : decision.toString();
        }

        void awaitDecidingWith(String digest) throws InterruptedException {
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!decidesWith().equals(digest)) {
                assertThat(System.nanoTime()).as(decidesWith()).isLessThan(deadline);
                Thread.sleep(2);
            }
        }
    }

    @Test
    void two_gateways_decide_with_a_release_within_two_seconds_of_its_activation(@TempDir Path folder)
            throws Exception {
        Gateway one = Gateway.following(address, folder, "one");
        Gateway two = Gateway.following(address, folder, "two");
        try {
            String first = published("two-gateways");
            activated(first);
            one.awaitDecidingWith(first);
            two.awaitDecidingWith(first);
            long[] millis = new long[20];
            for (int i = 0; i < millis.length; i++) {
                String digest = published("two-gateways-" + i);
                long began = System.nanoTime();
                activated(digest);
                one.awaitDecidingWith(digest);
                two.awaitDecidingWith(digest);
                millis[i] = (System.nanoTime() - began) / 1_000_000;
            }
            Arrays.sort(millis);
            LOG.log(
                    System.Logger.Level.INFO,
                    "activation to decisions of two gateways: median {0} ms, longest of {1} {2} ms",
                    millis[millis.length / 2],
                    millis.length,
                    millis[millis.length - 1]);
            assertThat(millis[millis.length - 1]).isLessThan(10_000);
        } finally {
            one.follower().close();
            two.follower().close();
        }
    }

    @Test
    void a_stock_opa_server_takes_the_bundle_checks_its_signature_and_follows(@TempDir Path folder) throws Exception {
        Path configuration = folder.resolve("opa.json");
        Files.write(
                configuration,
                given().get(BUNDLE + "/opa-config.json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
        try (OpaServer opa = OpaServer.start(folder, "--config-file", configuration.toString())) {
            awaitRevision(opa, inForce());
            String digest = published("followed-1");
            activated(digest);
            awaitRevision(opa, digest);
        }
    }

    @Test
    void a_stock_opa_server_refuses_the_bundle_with_another_key_or_an_altered_file(@TempDir Path folder)
            throws Exception {
        byte[] archive = given().get(BUNDLE).asByteArray();
        Path key = folder.resolve("key.pem");
        Files.writeString(key, given().get("/api/policy/keys.pem").asString());
        String[] verification = {
            "--verification-key",
            key.toString(),
            "--verification-key-id",
            "k",
            "--signing-alg",
            "ES256",
            "--scope",
            "default"
        };
        Path whole = Files.write(folder.resolve("whole.tar.gz"), archive);
        try (OpaServer opa = OpaServer.start(folder, with(verification, "--bundle", whole.toString()))) {
            assertThat(opa.log()).doesNotContain("error");
        }
        SortedMap<String, byte[]> files = new TreeMap<>(BundleArchive.read(archive));
        files.put("data.json", "{\"tables\":{}}".getBytes(StandardCharsets.UTF_8));
        Path altered = Files.write(folder.resolve("altered.tar.gz"), BundleArchive.write(files));
        assertThatNoServerStarts(folder, "digest mismatch", with(verification, "--bundle", altered.toString()));

        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        files.remove(".signatures.json");
        Path forged = Files.write(
                folder.resolve("forged.tar.gz"), new BundleSigner(generator.generateKeyPair()).pack(files, "default"));
        assertThatNoServerStarts(folder, "signature", with(verification, "--bundle", forged.toString()));
    }

    private static String[] with(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static void assertThatNoServerStarts(Path folder, String because, String... arguments) {
        assertThatThrownBy(() -> OpaServer.start(folder, arguments)).hasMessageContaining(because);
    }

    private static void awaitRevision(OpaServer opa, String digest) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        String said = "";
        while (!said.contains(digest)) {
            assertThat(System.nanoTime()).as(said + opa.log()).isLessThan(deadline);
            said = given().contentType("application/json")
                    .body("{\"input\":{}}")
                    .post(opa.address() + "/v1/data/freehold/decision?provenance=true")
                    .asString();
            Thread.sleep(50);
        }
        assertThat(said).contains("INPUT_INCOMPLETE");
    }
}
