package dev.freehold.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportTest {
    private static final byte[] ONNX = {8, 7, 18, 0};

    @Inject
    People people;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @Inject
    ModelCatalogue catalogue;

    @Inject
    ImportRecords records;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @Inject
    FakeConversion conversion;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
        recorder.events.clear();
        conversion.cosine = 1;
        conversion.dies = false;
    }

    @Test
    void an_archive_becomes_a_vetted_version_with_figures_and_two_decisions() {
        JsonPath done = finished(send("imported", archive(301)).statusCode(202));
        assertThat(done.getString("status")).isEqualTo("vetted");
        assertThat(done.getString("figures.minimum_cosine")).isEqualTo("1.000000000");
        assertThat(conversion.sentences).isGreaterThanOrEqualTo(32);
        assertThat(catalogue.resolve(Examples.ACME, done.getString("digest")))
                .isInstanceOfSatisfying(Resolution.Resolved.class, resolved -> {
                    assertThat(resolved.version().state()).isEqualTo(ModelState.VETTED);
                    assertThat(resolved.version().licence()).isEqualTo("Apache-2.0");
                    assertThat(resolved.version().creator()).isEqualTo("dana");
                });
        assertThat(recorder.of(Actions.MODEL_IMPORT)).containsExactly("registry.intent", "registry.outcome ok");
        assertThat(recorder.of(Actions.MODEL_VET)).containsExactly("registry.intent", "registry.outcome ok");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void the_same_archive_again_is_the_same_version() {
        String first = finished(send("again", archive(302)).statusCode(202)).getString("digest");
        JsonPath second = finished(send("again", archive(302)).statusCode(202));
        assertThat(second.getString("digest")).isEqualTo(first);
        assertThat(second.getString("status")).isEqualTo("vetted");
        JsonPath elsewhere = finished(send("elsewhere", archive(302)).statusCode(202));
        assertThat(elsewhere.getString("message")).contains("REGISTRY_ALREADY_EXISTS", "again");
    }

    @Test
    void a_model_that_changed_by_conversion_stays_in_quarantine() {
        conversion.cosine = 0.99;
        JsonPath done = finished(send("drifted", archive(303)).statusCode(202));
        assertThat(done.getString("status")).isEqualTo("failed");
        assertThat(done.getString("message")).contains("REGISTRY_VETTING_FAILED", "0.99");
        assertThat(catalogue.list(Examples.ACME))
                .noneMatch(version -> version.state() != ModelState.QUARANTINED
                        && version.name().equals("drifted"));
        assertThat(recorder.of(Actions.MODEL_VET)).containsExactly("registry.intent", "registry.outcome failed");
    }

    @Test
    void a_cosine_that_is_no_number_does_not_pass() {
        conversion.cosine = Double.NaN;
        assertThat(finished(send("nan", archive(304)).statusCode(202)).getString("status"))
                .isEqualTo("failed");
    }

    @Test
    void a_vetting_that_policy_denies_fails_with_its_reason() {
        policy.forbidden.add(Actions.MODEL_VET);
        JsonPath done = finished(send("unvettable", archive(305)).statusCode(202));
        assertThat(done.getString("message")).contains("TEST_FORBIDS");
    }

    @Test
    void an_archive_that_may_not_come_in_fails_and_is_on_the_trail() {
        byte[] pickle = {(byte) 0x80, 4, 'N', '.'};
        JsonPath done = finished(
                send("pickled", Archives.zip(Map.of("model.onnx", pickle))).statusCode(202));
        assertThat(done.getString("message")).contains("REGISTRY_ARCHIVE_REFUSED", "pickle");
        assertThat(recorder.of(Actions.MODEL_VET)).containsExactly("registry.intent", "registry.outcome failed");
        assertThat(catalogue.resolve(Examples.ACME, "pickled")).isEqualTo(new Resolution.Unknown());
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_request_is_said_before_a_byte_is_kept() {
        byte[] archive = archive(306);
        people.dana()
                .contentType("application/zip")
                .body(archive)
                .post("/api/registry/models/unlicensed/imports?licence=Proprietary")
                .then()
                .statusCode(422)
                .body("code", equalTo("REGISTRY_LICENCE_REFUSED"))
                .body("detail", containsString("Apache-2.0"));
        people.dana()
                .contentType("text/plain")
                .body(archive)
                .post("/api/registry/models/plain/imports?licence=Apache-2.0")
                .then()
                .statusCode(415)
                .body("code", equalTo("REGISTRY_ARCHIVE_TYPE"));
        send("Upper", archive).statusCode(400).body("code", equalTo("REGISTRY_NAME_INVALID"));
        policy.forbidden.add(Actions.MODEL_IMPORT);
        send("denied", archive).statusCode(403);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void an_archive_beyond_the_bound_is_refused_whether_it_says_so_or_not() throws IOException {
        try (Socket socket = broken(String.valueOf(82 << 20))) {
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
        people.dana()
                .contentType("application/zip")
                .body(new Unannounced(82 << 20))
                .post("/api/registry/models/big/imports?licence=Apache-2.0")
                .then()
                .statusCode(413)
                .body("code", equalTo("REGISTRY_ARCHIVE_TOO_LARGE"));
        assertThat(leftovers()).isEmpty();
    }

    /** Zeros whose number is not known beforehand, so that they are sent in chunks. */
    private static final class Unannounced extends InputStream {
        private int left;

        Unannounced(int bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int read = Math.min(left, length);
            left -= read;
            return read == 0 ? -1 : read;
        }
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws IOException {
        people.dana().get("/api/registry/models").then().statusCode(200);
        try (Socket socket = broken("1000")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !leftovers().isEmpty());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> leftovers().isEmpty());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(recorder.of(Actions.MODEL_IMPORT))
                        .containsExactly("registry.intent", "registry.outcome failed"));
        assertThat(catalogue.resolve(Examples.ACME, "broken")).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void a_pipeline_that_dies_leaves_nothing_and_the_import_can_be_repeated() {
        conversion.dies = true;
        JsonPath dead = finished(send("mortal", archive(307)).statusCode(202));
        assertThat(dead.getString("status")).isEqualTo("failed");
        assertThat(dead.getString("message")).startsWith("INTERNAL").doesNotContain("a test killed it");
        assertThat(leftovers()).isEmpty();
        assertThat(catalogue.resolve(Examples.ACME, "mortal")).isEqualTo(new Resolution.Unknown());
        conversion.dies = false;
        assertThat(finished(send("mortal", archive(307)).statusCode(202)).getString("status"))
                .isEqualTo("vetted");
    }

    @Test
    void an_import_that_a_restart_interrupted_says_so() {
        UUID id = UUID.randomUUID();
        records.begin(id, Examples.person("dana"), "interrupted");
        records.failInterrupted();
        show(id.toString()).body("status", equalTo("failed")).body("message", containsString("restarted"));
    }

    @Test
    void an_import_that_nobody_asked_for_is_not_found() {
        people.dana()
                .get("/api/registry/imports/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("REGISTRY_IMPORT_UNKNOWN"));
    }

    /** A connection on which an upload has begun. */
    private static Socket broken(String length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        String head = String.join(
                "\r\n",
                "POST /api/registry/models/broken/imports?licence=Apache-2.0 HTTP/1.1",
                "Host: registry",
                "Authorization: Bearer key-of-dana",
                "Content-Type: application/zip",
                "Content-Length: " + length,
                "",
                "PK");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private ValidatableResponse send(String name, byte[] archive) {
        return people.dana()
                .contentType("application/zip")
                .body(archive)
                .post("/api/registry/models/" + name + "/imports?licence=Apache-2.0")
                .then();
    }

    private JsonPath finished(ValidatableResponse begun) {
        String id = begun.extract().jsonPath().getString("id");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !show(id).extract().jsonPath().getString("status").equals("running"));
        await().atMost(Duration.ofSeconds(5)).until(() -> leftovers().isEmpty());
        return show(id).extract().jsonPath();
    }

    private ValidatableResponse show(String id) {
        return people.dana().get("/api/registry/imports/" + id).then().statusCode(200);
    }

    private static byte[] archive(int tokenizerLength) {
        return Archives.zip(Map.of(
                "m/model.onnx",
                ONNX,
                "tokenizer.json",
                " ".repeat(tokenizerLength).getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> leftovers() {
        Path imports = home.resolve("imports");
        if (!Files.isDirectory(imports)) {
            return List.of();
        }
        try (Stream<Path> listing = Files.list(imports)) {
            return listing.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
