package dev.freehold.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The packaged platform, driven by its own commands as a person would, in a home of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformIT {
    private static final int DONE = 0;
    private static final int NO = 1;
    private static final int COULD_NOT = 2;

    @TempDir
    static Path temporary;

    private static Path home;
    private static int port;

    /** What a command did. */
    record Ran(int status, String out, String err) {
        JsonNode json() throws IOException {
            String[] lines = out.strip().split("\n", -1);
            return Json.MAPPER.readTree(lines[lines.length - 1]);
        }
    }

    @BeforeAll
    static void a_home_of_its_own() throws IOException {
        home = temporary.resolve("free hold");
        try (ServerSocket socket = new ServerSocket(0, 1, Loopback.address())) {
            port = socket.getLocalPort();
        }
    }

    @AfterAll
    static void no_process_is_left() throws Exception {
        freehold("down");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(home.toString())))
                .isEmpty();
        assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    @Order(1)
    void nothing_runs_before_it_is_started() throws Exception {
        Ran status = freehold("status");
        assertThat(status.status()).isEqualTo(NO);
        assertThat(status.out()).contains("not running").contains("./freehold up");
    }

    @Test
    @Order(2)
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket ignored = new ServerSocket(port, 1, Loopback.address())) {
            Ran up = freehold("up");
            assertThat(up.status()).isEqualTo(COULD_NOT);
            assertThat(up.err()).contains("port " + port).contains("FREEHOLD_PORT");
        }
    }

    @Test
    @Order(2)
    void a_mistake_in_own_data_is_told_before_anything_starts() throws Exception {
        Path file = Files.writeString(temporary.resolve("own.jsonl"), "{\"text\": \"no label\"}\n");
        Ran demo = freehold("demo", "--data", file.toString());
        assertThat(demo.status()).isEqualTo(COULD_NOT);
        assertThat(demo.err()).contains("line 1: label: missing; write {").doesNotContain("Exception");
        assertThat(home.resolve("credentials.json")).doesNotExist();
    }

    @Test
    @Order(3)
    void the_demo_runs_the_main_job() throws Exception {
        Ran demo = freehold("demo", "--output", "json");
        assertThat(demo.status()).as(demo.err()).isEqualTo(DONE);
        JsonNode figures = demo.json();
        assertThat(figures.path("gain_low").asDouble()).isPositive();
        assertThat(figures.path("tuned_f1").asDouble())
                .isGreaterThan(figures.path("base_f1").asDouble());
        assertThat(figures.path("denied").asInt()).isPositive();
        assertThat(figures.path("masked").asInt()).isPositive();
        assertThat(figures.path("ledger_size").asLong())
                .isGreaterThanOrEqualTo(figures.path("records").asLong());
    }

    @Test
    @Order(4)
    void the_demo_again_goes_on_with_what_is_there() throws Exception {
        Ran demo = freehold("demo", "--output", "json");
        assertThat(demo.status()).as(demo.err()).isEqualTo(DONE);
        assertThat(demo.json().path("seconds").asLong()).isLessThan(60);
    }

    @Test
    @Order(5)
    void up_tells_scripts_how_to_reach_it() throws Exception {
        JsonNode up = freehold("up", "--output", "json").json();
        assertThat(up.path("gateway").asText()).isEqualTo("http://127.0.0.1:" + port + "/v1");
        assertThat(up.path("home").asText()).isEqualTo(home.toString());
        assertThat(up.path("credentials").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "application", "data-engineer", "approver", "compliance-officer", "operator");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("credentials.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(5)
    void an_application_gets_a_token_for_its_key_and_nobody_for_another() throws Exception {
        String key = freehold("up", "--output", "json")
                .json()
                .path("credentials")
                .path("application")
                .asText();

        HttpResponse<String> answer = token(key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(answer.body()).path("expires_in").asInt())
                .isEqualTo(300);
        assertThat(token("fh_00000000_wrong").statusCode()).isEqualTo(401);
        String token = Json.MAPPER.readTree(answer.body()).path("access_token").asText();
        assertThat(embed(token)).isEqualTo(200);
        // One character of the payload: the signature is over another text then.
        int middle = token.indexOf('.') + 9;
        String altered =
                token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);
        assertThat(embed(altered)).isEqualTo(401);
    }

    private static HttpResponse<String> token(String secret) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + port + "/realms/freehold/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"
                                        + "&client_id=freehold-application&client_secret=" + secret))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @Order(6)
    void a_key_stands_in_no_log_and_in_no_record() throws Exception {
        JsonNode keys = freehold("up", "--output", "json").json().path("credentials");
        String log = Files.readString(home.resolve("logs/platform.log"));
        List<String> places = new ArrayList<>(List.of(log));
        try (var files = Files.walk(home.resolve("ledger"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                places.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        keys.forEach(key -> assertThat(places)
                .allSatisfy(place -> assertThat(place.contains(key.asText())).isFalse()));
        assertThat(places)
                .allSatisfy(place ->
                        assertThat(place.contains("4111 1111 1111 1111")).isFalse());
    }

    @Test
    @Order(7)
    void a_killed_platform_comes_back_with_its_records() throws Exception {
        JsonNode before = freehold("up", "--output", "json").json();
        assertThat(embed(before.path("credentials").path("application").asText()))
                .isEqualTo(200);
        for (long pid : List.of(
                Json.MAPPER
                        .readTree(Files.readString(home.resolve("run/platform.json")))
                        .path("pid")
                        .asLong(),
                Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                        .get(0)))) {
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            process.destroyForcibly();
            process.onExit().get(20, TimeUnit.SECONDS);
        }
        JsonNode after = freehold("up", "--output", "json").json();
        assertThat(after).isEqualTo(before);
        assertThat(embed(after.path("credentials").path("application").asText()))
                .isEqualTo(200);
    }

    @Test
    @Order(8)
    void everything_can_be_taken_away_and_verifies_without_the_platform() throws Exception {
        Path away = temporary.resolve("away");
        Ran export = freehold("export", away.toString());
        assertThat(export.status()).as(export.err()).isEqualTo(DONE);
        assertThat(freehold(
                                "verify",
                                "log",
                                away.resolve("ledger/log.vkey").toString(),
                                away.resolve("ledger").toString())
                        .status())
                .isEqualTo(DONE);
        assertThat(away.resolve("policy/rego/decision.rego")).exists();
        assertThat(Files.readString(away.resolve("SHA256SUMS"))).contains("adapter_model.safetensors");
        String dataset = sums(away).stream()
                .map(line -> line.substring(66))
                .filter(name -> name.startsWith("datasets/"))
                .findFirst()
                .orElseThrow();
        Path blob = blob(dataset.substring("datasets/".length(), dataset.length() - ".jsonl".length()));
        byte[] sound = Files.readAllBytes(blob);
        damage(blob, Arrays.copyOf(sound, sound.length - 1));
        Path rest = temporary.resolve("rest");
        Ran partly = freehold("export", rest.toString());
        damage(blob, sound);
        assertThat(partly.status()).as(partly.err()).isEqualTo(NO);
        assertThat(partly.err()).contains("1 file is damaged", dataset);
        assertThat(rest.resolve(dataset)).doesNotExist();
        assertThat(rest.resolve("ledger/log.vkey")).exists();
        assertThat(sums(rest)).hasSizeGreaterThan(sums(away).size() / 2);
        Ran again = freehold("export", away.toString());
        assertThat(again.status()).isEqualTo(COULD_NOT);
        assertThat(again.err()).contains("not empty");
    }

    private static List<String> sums(Path export) throws IOException {
        return Files.readAllLines(export.resolve("SHA256SUMS"));
    }

    private Path blob(String hex) throws IOException {
        try (var files = Files.walk(home.resolve("blobs"))) {
            return files.filter(file -> file.endsWith(hex)).findFirst().orElseThrow();
        }
    }

    private static void damage(Path blob, byte[] content) throws IOException {
        assertThat(blob.toFile().setWritable(true)).isTrue();
        Files.write(blob, content);
        assertThat(blob.toFile().setReadOnly()).isTrue();
    }

    @Test
    @Order(9)
    void the_ledger_verifies_without_a_server_and_one_byte_is_noticed() throws Exception {
        assertThat(freehold("down").status()).isEqualTo(DONE);
        assertThat(freehold("verify").status()).isEqualTo(DONE);
        Path ledger = home.resolve("ledger/default");
        Path bundle;
        try (var files = Files.walk(ledger.resolve("tile/entries"))) {
            bundle = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        byte[] original = Files.readAllBytes(bundle);
        byte[] altered = original.clone();
        altered[altered.length / 3] ^= 4;
        Files.write(bundle, altered);
        Ran verify = freehold("verify", "log", ledger.resolve("log.vkey").toString(), ledger.toString());
        assertThat(verify.status()).isEqualTo(NO);
        Files.write(bundle, original);
        assertThat(freehold("status").status()).isEqualTo(NO);
    }

    @Test
    @Order(10)
    void every_command_has_a_help_text() throws Exception {
        for (String command : List.of("demo", "import", "up", "down", "status", "logs", "verify", "export")) {
            Ran help = freehold(command, "--help");
            assertThat(help.status()).as(command).isEqualTo(DONE);
            assertThat(help.out()).as(command).contains("Usage:");
        }
        assertThat(freehold("fly").status()).isEqualTo(COULD_NOT);
    }

    private static int embed(String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/embeddings"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"all-minilm-l6-v2\",\"input\":\"hello\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Ran freehold(String... words) throws IOException, InterruptedException {
        Path app = Path.of("target/quarkus-app").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                app + "/lib/main/*:" + app + "/app/*:" + app + "/lib/boot/*",
                "dev.freehold.standalone.cli.Freehold"));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(temporary, "out", "");
        Path err = Files.createTempFile(temporary, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of(
                        "FREEHOLD_HOME", home.toString(),
                        "FREEHOLD_PORT", Integer.toString(port),
                        "FREEHOLD_APP", app.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
