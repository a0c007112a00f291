package dev.freehold.registry.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import dev.freehold.enforcement.peer.registry.AdapterRegistration;
import dev.freehold.enforcement.peer.registry.DatasetRegistration;
import dev.freehold.enforcement.peer.registry.NewKey;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import dev.freehold.enforcement.peer.registry.RemoteArtifacts;
import dev.freehold.enforcement.peer.surface.RemoteSurface;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.bootstrap.Bootstrap;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each adapter of other processes against the running registry, over HTTP. */
@QuarkusTest
class RegistryForPeersTest {
    private static final Label INTERNAL =
            new Label(Confidentiality.INTERNAL, List.of("PII"), null, null, 365, List.of(), true);
    private static final Caller DANA = Examples.person("dana", Role.DATA_ENGINEER);

    @Inject
    Bootstrap bootstrap;

    @Inject
    ModelIntake intake;

    @Inject
    ModelVersions versions;

    @Inject
    Refresher refresher;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @TempDir
    Path folder;

    private Services services;

    @BeforeEach
    void join() {
        services = new Services(home, RestAssured.port);
        policy.forbidden.clear();
        recorder.events.clear();
    }

    @Test
    void a_feed_knows_keys_and_models_and_learns_of_a_change_at_once() {
        AccessKey key = AccessKey.of("key-of-fred-of-the-feed");
        try (RegistryFeed feed = feed()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> feed.unready().isEmpty());
            assertThat(feed.authenticate(key)).isInstanceOf(Authentication.Unknown.class);
            bootstrap.ensureKey(Examples.ACME, key, "fred", Set.of(Role.APPROVER), null);
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> feed.authenticate(key) instanceof Authentication.Known known
                            && known.caller().subject().equals("fred"));
        }
    }

    @Test
    void the_view_holds_no_key_and_says_when_nothing_changed() throws IOException {
        bootstrap.ensureKey(Examples.ACME, AccessKey.of("the-very-secret"), "sally", Set.of(Role.APPROVER), null);
        Peer registry = services.registryFor(ServiceName.GATEWAY);
        String etag;
        try (PeerReply reply = registry.send(PeerRequest.get(RegistryPaths.VIEW, null))) {
            String text = new String(reply.bytes(64 << 20), StandardCharsets.UTF_8);
            assertThat(text)
                    .contains(AccessKey.of("the-very-secret").digest().value())
                    .doesNotContain("the-very-secret");
            etag = reply.headers().firstValue("etag").orElseThrow();
            assertThat(reply.headers().firstValueAsLong(RegistryPaths.AGE).orElseThrow())
                    .isBetween(0L, 30_000L);
        }
        long before = System.nanoTime();
        try (PeerReply reply = registry.send(
                PeerRequest.get(RegistryPaths.VIEW + "?wait=1", null).with(Map.of("if-none-match", etag)))) {
            assertThat(reply.status()).isEqualTo(304);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(900));
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceName.class,
            names = {"AUDIT", "POLICY", "REGISTRY", "PLATFORM"})
    void whoever_has_no_use_for_keys_gets_no_view(ServiceName other) throws IOException {
        assertRefused(other, RegistryPaths.VIEW);
    }

    @Test
    void files_come_by_digest_and_are_fetched_once() throws IOException {
        ModelVersion base = approvedBase(9301).version();
        RemoteArtifacts artifacts = new RemoteArtifacts(
                services.registryFor(ServiceName.INFERENCE), folder.resolve("c"), 1 << 30, Clock.systemUTC());
        Path model = artifacts.model(Examples.ACME, base.digest());
        assertThat(Manifest.of(model).digest()).isEqualTo(base.digest());
        assertThat(artifacts.model(Examples.ACME, base.digest())).isEqualTo(model);
        assertThatThrownBy(() -> artifacts.model(Examples.ACME, Digest.of(new byte[] {1})))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_was_altered_on_the_consumers_disk_is_fetched_again() throws IOException {
        ModelVersion base = approvedBase(9302).version();
        Peer registry = services.registryFor(ServiceName.INFERENCE);
        Path model = new RemoteArtifacts(registry, folder.resolve("c"), 1 << 30, Clock.systemUTC())
                .model(Examples.ACME, base.digest());
        Path config = model.resolve("config.json");
        assertThat(config.toFile().setWritable(true)).isTrue();
        Files.writeString(config, "{}");
        Path again = new RemoteArtifacts(registry, folder.resolve("c"), 1 << 30, Clock.systemUTC())
                .model(Examples.ACME, base.digest());
        assertThat(Manifest.of(again).digest()).isEqualTo(base.digest());
    }

    @Test
    void files_are_for_those_who_load_them() throws IOException {
        ModelVersion base = approvedBase(9305).version();
        assertRefused(
                ServiceName.GATEWAY,
                RegistryPaths.MODELS + "acme/" + base.digest().hex());
        assertRefused(
                ServiceName.CONSOLE,
                RegistryPaths.MODELS + "acme/" + base.digest().hex());
    }

    @Test
    void rows_are_for_whoever_tunes_alone() throws IOException {
        String target = RegistryPaths.DATASETS + "acme/" + "0".repeat(64);
        assertRefused(ServiceName.INFERENCE, target);
        try (PeerReply reply =
                services.registryFor(ServiceName.FINETUNE_SERVICE).send(PeerRequest.get(target, null))) {
            assertThat(reply.status()).isEqualTo(404);
        }
    }

    @Test
    void tuning_registers_a_dataset_and_an_adapter_in_its_callers_name_and_may_repeat_itself() throws IOException {
        Digest base = approvedBase(9306).version().digest();
        Peer registry = services.registryFor(ServiceName.FINETUNE_SERVICE);
        byte[] rows = "{\"text\":\"peers\"}\n".getBytes(StandardCharsets.UTF_8);
        DatasetVersion dataset = null;
        for (int twice = 0; twice < 2; twice++) {
            upload(registry, rows, Digest.of(rows), 204);
            dataset = post(
                    registry,
                    RegistryPaths.REGISTERED_DATASETS,
                    new DatasetRegistration("peers-rows", Digest.of(rows), 1, 0, INTERNAL),
                    DatasetVersion.class);
        }
        assertThat(dataset.creator()).isEqualTo("dana");
        Path adapter = Examples.adapter(folder.resolve("adapter"), 98);
        Manifest manifest = Manifest.of(adapter);
        ModelVersion first = null;
        for (int twice = 0; twice < 2; twice++) {
            for (Manifest.ManifestFile file : manifest.files()) {
                upload(registry, Files.readAllBytes(adapter.resolve(file.path())), file.digest(), 204);
            }
            ModelVersion version = post(
                    registry,
                    RegistryPaths.REGISTERED_ADAPTERS,
                    new AdapterRegistration(
                            "peers-tuned",
                            manifest,
                            Examples.lineage(base, dataset.digest()),
                            "{}",
                            LeakTest.NOT_APPLICABLE),
                    ModelVersion.class);
            assertThat(first == null || version.equals(first)).isTrue();
            first = version;
        }
        assertThat(first.creator()).isEqualTo("dana");
        assertThat(first.digest()).isEqualTo(manifest.digest());
        assertThat(recorder.of(Actions.MODEL_REGISTER)).startsWith("registry.intent", "registry.outcome ok");
    }

    @Test
    void what_is_not_what_its_digest_says_is_not_kept_and_not_registered() throws IOException {
        Peer registry = services.registryFor(ServiceName.FINETUNE_SERVICE);
        byte[] rows = "{\"text\":\"forged\"}\n".getBytes(StandardCharsets.UTF_8);
        Digest claimed = Digest.of(new byte[] {9});
        upload(registry, rows, claimed, 400);
        assertThatThrownBy(() -> post(
                        registry,
                        RegistryPaths.REGISTERED_DATASETS,
                        new DatasetRegistration("forged", claimed, 1, 0, INTERNAL),
                        DatasetVersion.class))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("REGISTRY_UPLOAD_REFUSED");
    }

    @Test
    void a_denial_reaches_the_tuning_process_with_its_reasons() throws IOException {
        policy.forbidden.add(Actions.DATASET_REGISTER);
        Peer registry = services.registryFor(ServiceName.FINETUNE_SERVICE);
        byte[] rows = "{\"text\":\"denied\"}\n".getBytes(StandardCharsets.UTF_8);
        upload(registry, rows, Digest.of(rows), 204);
        assertThatThrownBy(() -> post(
                        registry,
                        RegistryPaths.REGISTERED_DATASETS,
                        new DatasetRegistration("denied", Digest.of(rows), 1, 0, INTERNAL),
                        DatasetVersion.class))
                .isInstanceOfSatisfying(ProblemException.class, denied -> {
                    assertThat(denied.problem().status()).isEqualTo(403);
                    assertThat(denied.problem().reasons()).isNotEmpty();
                });
    }

    @Test
    void a_person_on_the_console_makes_a_key_for_the_own_use_case() throws IOException {
        UseCase useCase = new UseCase(
                Examples.ACME,
                "peers-case",
                "olga",
                "Try it.",
                List.of(),
                List.of(),
                Confidentiality.INTERNAL,
                UseCase.SHORTEST_RETENTION_DAYS,
                10);
        bootstrap.ensureUseCase(useCase);
        Caller dev = new Caller(Examples.ACME, "dev", "session", Set.of(Role.APPLICATION), useCase);
        PeerRequest request = new PeerRequest(
                "POST", RegistryPaths.OWN_KEYS, Map.of(), BodyPublishers.noBody(), false, dev, Duration.ofSeconds(5));
        NewKey issued;
        try (PeerReply reply = services.registryFor(ServiceName.CONSOLE).send(request)) {
            assertThat(reply.headers().firstValue("cache-control")).hasValue("no-store");
            issued = reply.orRefusal().read(NewKey.class, 4096);
        }
        assertThat(issued.toString()).doesNotContain(issued.key());
        try (RegistryFeed feed = feed()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> feed.authenticate(AccessKey.of(issued.key())) instanceof Authentication.Known known
                            && useCase.equals(known.caller().useCase()));
        }
    }

    @Test
    void the_hub_is_reached_with_ranges_and_streams() throws IOException {
        ModelVersion base = approvedBase(9307).version();
        RemoteSurface hub =
                new RemoteSurface(services.registryFor(ServiceName.GATEWAY), RegistryPaths.HUB, new Unreachable());
        String path = base.name() + "/resolve/main/model.safetensors";
        SurfaceReply whole = hub.handle(DANA, get(path, Map.of()));
        assertThat(whole.status()).isEqualTo(200);
        byte[] content = written(whole);
        assertThat(content).hasSize(Math.toIntExact(whole.body().length()));
        SurfaceReply part = hub.handle(DANA, get(path, Map.of("range", "bytes=2-5")));
        assertThat(part.status()).isEqualTo(206);
        assertThat(written(part)).containsExactly(content[2], content[3], content[4], content[5]);
        SurfaceReply head =
                hub.handle(DANA, new SurfaceRequest("HEAD", path, Map.of(), Map.of(), InputStream.nullInputStream()));
        assertThat(head.body().length()).isEqualTo(content.length);
        SurfaceReply again = hub.handle(
                DANA, get(path, Map.of("if-none-match", whole.headers().get("etag"))));
        assertThat(again.status()).isEqualTo(304);
        assertThat(hub.handle(DANA, get("nobody/resolve/main/x", Map.of())).status())
                .isEqualTo(404);
        assertThat(hub.handle(DANA, get("../view", Map.of())).status()).isEqualTo(404);
    }

    @Test
    void a_listing_goes_on_at_the_host_that_was_asked() throws IOException {
        approvedBase(9308);
        approvedBase(9309);
        RemoteSurface hub =
                new RemoteSurface(services.registryFor(ServiceName.GATEWAY), RegistryPaths.HUB, new Unreachable());
        SurfaceReply page = hub.handle(
                DANA,
                new SurfaceRequest(
                        "GET",
                        "api/models",
                        Map.of("limit", List.of("1")),
                        Map.of("host", "hub.example"),
                        InputStream.nullInputStream()));
        assertThat(page.headers().get("link")).contains("//hub.example/");
        written(page);
    }

    @Test
    void the_gateway_alone_passes_people_on_to_the_platforms_own_api() throws IOException {
        Caller olga = Examples.person("olga", Role.OPERATOR);
        PeerRequest request = PeerRequest.get("/api/registry/use-cases?after=", olga);
        try (PeerReply reply = services.registryFor(ServiceName.GATEWAY).send(request)) {
            assertThat(reply.status()).isEqualTo(200);
        }
        assertThat(recorder.of(Actions.USE_CASE_READ)).containsExactly("registry.intent", "registry.outcome ok");
        for (ServiceName other : List.of(ServiceName.CONSOLE, ServiceName.INFERENCE, ServiceName.AUDIT)) {
            try (PeerReply reply = services.registryFor(other).send(request)) {
                assertThat(reply.status()).isEqualTo(401);
            }
        }
        try (PeerReply nobody = services.registryFor(ServiceName.GATEWAY)
                .send(PeerRequest.get("/api/registry/use-cases?after=", null))) {
            assertThat(nobody.status()).isEqualTo(401);
        }
    }

    @Test
    void a_forged_identity_is_refused_even_beside_a_good_key() {
        bootstrap.ensureKey(Examples.ACME, AccessKey.of("key-of-mallory"), "mallory", Set.of(Role.OPERATOR), null);
        RestAssured.given()
                .header("Authorization", "Bearer key-of-mallory")
                .get("/api/registry/use-cases")
                .then()
                .statusCode(200);
        RestAssured.given()
                .header("Authorization", "Bearer key-of-mallory")
                .header(InternalTokens.HEADER, "eyJhbGciOiJub25lIn0.e30.")
                .get("/api/registry/use-cases")
                .then()
                .statusCode(401);
    }

    @Test
    void a_token_is_good_for_one_request() {
        String token =
                services.tokens(ServiceName.GATEWAY).issue(ServiceName.REGISTRY, "GET", RegistryPaths.VIEW, null);
        RestAssured.given()
                .header(InternalTokens.HEADER, token)
                .get(RegistryPaths.VIEW)
                .then()
                .statusCode(200);
        RestAssured.given()
                .header(InternalTokens.HEADER, token)
                .get(RegistryPaths.VIEW)
                .then()
                .statusCode(401);
        RestAssured.given().get(RegistryPaths.VIEW).then().statusCode(401);
        RestAssured.given()
                .header("Authorization", "Bearer key-of-olga")
                .get(RegistryPaths.VIEW)
                .then()
                .statusCode(401);
    }

    private RegistryFeed feed() {
        RegistryFeed feed =
                new RegistryFeed(services.registryFor(ServiceName.GATEWAY), Clock.systemUTC(), Duration.ofSeconds(30));
        feed.start();
        return feed;
    }

    private void assertRefused(ServiceName other, String target) throws IOException {
        try (PeerReply reply = services.registryFor(other).send(PeerRequest.get(target, null))) {
            assertThat(reply.status()).isEqualTo(401);
        }
    }

    private Lifecycle.Approved approvedBase(int seed) {
        Lifecycle.Approved approved = Examples.vetted(
                        intake, versions, "peers-base-" + seed, "dana", Examples.base(folder.resolve("b" + seed), seed))
                .approve("boris");
        versions.save(approved, "boris");
        refresher.changed();
        return approved;
    }

    private static void upload(Peer registry, byte[] content, Digest digest, int status) throws IOException {
        PeerRequest request = PeerRequest.streamed(
                "PUT",
                RegistryPaths.UPLOADS + digest.hex(),
                Map.of("content-type", "application/octet-stream"),
                new ByteArrayInputStream(content),
                content.length,
                DANA,
                Duration.ofSeconds(10));
        try (PeerReply reply = registry.send(request)) {
            assertThat(reply.status()).isEqualTo(status);
        }
    }

    private static <T> T post(Peer registry, String path, Object what, Class<T> type) throws IOException {
        PeerRequest request = PeerRequest.post(path, "application/json", Json.MAPPER.writeValueAsBytes(what), DANA);
        try (PeerReply reply = registry.send(request)) {
            return reply.orRefusal().read(type, 1 << 20);
        }
    }

    private static SurfaceRequest get(String path, Map<String, String> headers) {
        return new SurfaceRequest("GET", path, Map.of(), headers, InputStream.nullInputStream());
    }

    private static byte[] written(SurfaceReply reply) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return out.toByteArray();
    }

    private static final class Unreachable implements RemoteSurface.Refusals {
        @Override
        public SurfaceReply unreachable() {
            return SurfaceReply.json(503, new byte[0]);
        }

        @Override
        public SurfaceReply noSuchPath() {
            return SurfaceReply.json(404, new byte[0]);
        }
    }
}
