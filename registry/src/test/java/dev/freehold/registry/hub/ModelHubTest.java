package dev.freehold.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.bootstrap.Bootstrap;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ModelHubTest {
    private static final Caller DANA = Examples.person("dana", Role.DATA_ENGINEER);

    @Inject
    HubSurface hub;

    @Inject
    ModelIntake intake;

    @Inject
    ModelVersions versions;

    @Inject
    Refresher refresher;

    @Inject
    Bootstrap bootstrap;

    @Inject
    CallerDirectory directory;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
        recorder.events.clear();
    }

    @Test
    void a_revision_is_the_commit_that_git_itself_computes() throws Exception {
        ModelVersion version = approved("git-commit", 61);
        JsonNode info = json(get("api/models/git-commit"));
        Path work = Files.createDirectory(folder.resolve("work"));
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.write(work.resolve(file), body(get("git-commit/resolve/main/" + file)));
        }
        JsonNode weights =
                json(get("api/models/git-commit/tree/main/model.safetensors")).get(0);
        Files.writeString(
                work.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:"
                        + weights.at("/lfs/oid").asText() + "\nsize "
                        + weights.get("size").asLong() + "\n");
        git(work, "init", "-q");
        git(work, "add", "-A");
        String tree = git(work, "write-tree");
        String commit = git(work, "commit-tree", tree, "-m", version.name() + " " + version.digest());
        assertThat(info.get("sha").asText()).isEqualTo(commit);
        assertThat(weights.get("oid").asText()).isEqualTo(git(work, "rev-parse", tree + ":model.safetensors"));
    }

    private String git(Path work, String... arguments) throws IOException, InterruptedException {
        String created = json(get("api/models/git-commit")).get("createdAt").asText();
        ProcessBuilder git = new ProcessBuilder(
                        java.util.stream.Stream.concat(java.util.stream.Stream.of("git"), Arrays.stream(arguments))
                                .toList())
                .directory(work.toFile())
                .redirectErrorStream(true);
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            git.environment().put("GIT_" + role + "_NAME", "Freehold registry");
            git.environment().put("GIT_" + role + "_EMAIL", "registry@freehold.invalid");
            git.environment()
                    .put(
                            "GIT_" + role + "_DATE",
                            java.time.Instant.parse(created).getEpochSecond() + " +0000");
        }
        Process process = git.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void each_download_is_one_record_and_metadata_is_none_unless_it_is_denied() {
        approved("recorded", 62);
        assertThat(ask(DANA, "HEAD", "acme/recorded/resolve/main/config.json").status())
                .isEqualTo(200);
        assertThat(get("api/models/acme/recorded/revision/main").status()).isEqualTo(200);
        assertThat(recorder.events).isEmpty();
        assertThat(get("acme/recorded/resolve/main/config.json").status()).isEqualTo(200);
        assertThat(recorder.of(Actions.MODEL_DOWNLOAD)).containsExactly("registry.intent", "registry.outcome ok");
        policy.forbidden.add(Actions.MODEL_DOWNLOAD);
        SurfaceReply denied = ask(DANA, "HEAD", "acme/recorded/resolve/main/config.json");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.headers())
                .containsEntry("x-error-code", "GatedRepo")
                .containsEntry("x-error-message", "TEST_FORBIDS: A test says no. End it.");
        assertThat(recorder.of(Actions.MODEL_DOWNLOAD)).hasSize(4).endsWith("registry.outcome denied");
        assertThat(get("acme/recorded/resolve/main/config.json").status()).isEqualTo(403);
    }

    @Test
    void no_byte_leaves_when_the_record_cannot_be_written() {
        approved("unrecorded", 63);
        recorder.broken = true;
        try {
            assertThat(get("unrecorded/resolve/main/config.json").status()).isEqualTo(503);
        } finally {
            recorder.broken = false;
        }
    }

    @Test
    void a_revoked_version_is_a_revision_that_is_not_found_so_that_clients_do_not_use_their_cache() {
        ModelVersion version = approved("withdrawn", 64);
        String sha = json(get("api/models/withdrawn")).get("sha").asText();
        versions.save(
                ((Lifecycle.Live) versions.find(Examples.ACME, version.digest()).orElseThrow()).revoke(), "boris");
        refresher.changed();
        policy.forbidden.add(Actions.MODEL_DOWNLOAD);
        for (String path : List.of(
                "api/models/withdrawn/revision/main",
                "api/models/withdrawn/tree/" + sha,
                "withdrawn/resolve/main/config.json",
                "withdrawn/resolve/" + sha + "/config.json")) {
            SurfaceReply reply = get(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.headers()).as(path).containsEntry("x-error-code", "RevisionNotFound");
        }
    }

    @Test
    void another_tenant_sees_no_repository_and_no_owner_but_its_own() {
        approved("private", 65);
        Caller stranger = new Caller(
                new dev.freehold.contracts.identity.TenantId("globex"),
                "eve",
                "0badcafe",
                Set.of(Role.DATA_ENGINEER),
                null);
        for (String path :
                List.of("api/models/private", "api/models/acme/private", "private/resolve/main/config.json")) {
            assertThat(ask(stranger, "GET", path).headers()).containsEntry("x-error-code", "RepoNotFound");
        }
        assertThat(json(ask(stranger, "GET", "api/models"))).isEmpty();
        assertThat(get("api/models/globex/private").status()).isEqualTo(404);
        assertThat(get("api/models/" + "sha256:" + "0".repeat(64)).status()).isEqualTo(404);
    }

    @Test
    void a_listing_goes_on_where_the_page_before_it_ended() {
        approved("page-a", 66);
        approved("page-b", 67);
        SurfaceReply first = hub.handle(
                DANA, request("GET", "api/models", Map.of("search", List.of("page-"), "limit", List.of("1"))));
        assertThat(json(first)).hasSize(1);
        assertThat(first.headers().get("link"))
                .isEqualTo("<http://hub.example/api/models?limit=1&cursor=page-a&search=page->; rel=\"next\"");
        SurfaceReply second = hub.handle(
                DANA,
                request(
                        "GET",
                        "api/models",
                        Map.of("search", List.of("page-"), "limit", List.of("1"), "cursor", List.of("page-a"))));
        assertThat(json(second).get(0).get("id").asText()).isEqualTo("acme/page-b");
        assertThat(second.headers()).doesNotContainKey("link");
    }

    @Test
    void the_stock_client_lists_reads_and_downloads() throws Exception {
        String python = System.getenv("FREEHOLD_HUB_PYTHON");
        Assumptions.assumeTrue(python != null, "FREEHOLD_HUB_PYTHON names no Python with huggingface_hub");
        approved("all-minilm-l6-v2", 68);
        key("hub-dana", "data-engineer", Role.DATA_ENGINEER);
        key("hub-app", "application", Role.APPLICATION);
        // The script is written for the platform's own policy: of this one's answers, the application's are made alike.
        try (HubServer server = new HubServer(directory, (caller, request) -> {
            return caller.roles().contains(Role.APPLICATION) ? refusing(caller, request) : hub.handle(caller, request);
        })) {
            ObjectNode up = Json.MAPPER.createObjectNode().put("gateway", server.url() + "/v1");
            up.putObject("credentials").put("data-engineer", "hub-dana").put("application", "hub-app");
            Path file = Files.writeString(folder.resolve("up.json"), up.toString());
            Process client = new ProcessBuilder(
                            python,
                            Path.of("../deploy/e2e/hub_client.py")
                                    .toAbsolutePath()
                                    .toString(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(client.exitValue()).as(output).isZero();
        }
    }

    private SurfaceReply refusing(Caller caller, SurfaceRequest request) {
        policy.forbidden.addAll(List.of(Actions.MODEL_DOWNLOAD, Actions.MODEL_READ));
        try {
            SurfaceReply reply = hub.handle(caller, request);
            Map<String, String> headers = new java.util.HashMap<>(reply.headers());
            headers.computeIfPresent(
                    "x-error-message", (name, text) -> text.replace("TEST_FORBIDS", "ROLE_NOT_ALLOWED"));
            return new SurfaceReply(reply.status(), headers, reply.body());
        } finally {
            policy.forbidden.clear();
        }
    }

    private void key(String key, String subject, Role role) {
        bootstrap.ensureKey(Examples.ACME, AccessKey.of(key), subject, Set.of(role), null);
    }

    private ModelVersion approved(String name, int seed) {
        Path files = Examples.base(folder.resolve(name), seed);
        Examples.write(files, "config.json", "{\"model_type\":\"bert\",\"hidden_size\":" + seed + "}");
        Lifecycle.Vetted vetted = Examples.vetted(intake, versions, name, "dana", files);
        versions.save(vetted.approve("boris"), "boris");
        refresher.changed();
        return vetted.version();
    }

    private SurfaceReply get(String path) {
        return ask(DANA, "GET", path);
    }

    private SurfaceReply ask(Caller caller, String method, String path) {
        return hub.handle(caller, request(method, path, Map.of()));
    }

    private static SurfaceRequest request(String method, String path, Map<String, List<String>> query) {
        return new SurfaceRequest(
                method, path, query, Map.of("host", "hub.example"), new ByteArrayInputStream(new byte[0]));
    }

    private static byte[] body(SurfaceReply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            reply.body().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(out.size()).isEqualTo((int) reply.body().length());
        return out.toByteArray();
    }

    private static JsonNode json(SurfaceReply reply) {
        return Json.read(body(reply), JsonNode.class);
    }
}
