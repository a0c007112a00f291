package dev.freehold.registry.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.bootstrap.Bootstrap;
import dev.freehold.registry.model.Evaluation;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ExportTest {
    /** Of its own: other tests of this process spoil files of theirs. */
    private static final TenantId TENANT = new TenantId("exports");

    @Inject
    Bootstrap bootstrap;

    @Inject
    Registrar registrar;

    @Inject
    ModelIntake intake;

    @Inject
    ModelVersions versions;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
        recorder.events.clear();
    }

    @Test
    void everything_that_is_named_is_in_the_archive_with_its_digest() throws IOException {
        ModelVersion base = quarantinedAndVetted(301);
        Path rows = Files.writeString(folder.resolve("rows"), "{\"text\":\"export me\"}\n");
        DatasetVersion dataset = registrar.registerDataset(
                new Caller(TENANT, "dana", "0badcafe", Set.of(Role.DATA_ENGINEER), null),
                "exported-rows",
                rows,
                1,
                0,
                Label.PUBLIC);
        Response answer = exporter().get("/api/registry/export");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, byte[]> files = unpacked(answer.asByteArray());
        JsonNode index = Json.MAPPER.readTree(files.get("registry.json"));
        assertThat(index.path("models").findValuesAsText("name")).contains("exported");
        int named = 1;
        for (JsonNode model : index.path("models")) {
            for (JsonNode file : model.path("files")) {
                byte[] content = files.get(
                        model.path("folder").asText() + "/" + file.path("path").asText());
                assertThat(Digest.of(content).hex())
                        .isEqualTo(file.path("sha256").asText());
                named++;
            }
        }
        assertThat(Digest.of(files.get("datasets/" + dataset.digest().hex() + ".jsonl")))
                .isEqualTo(dataset.digest());
        assertThat(files).hasSize(named + index.path("datasets").size());
        assertThat(index.path("models").toString()).contains(base.digest().value());
        assertThat(recorder.of(Actions.PLATFORM_EXPORT)).containsExactly("registry.intent", "registry.outcome ok");
    }

    @Test
    void a_damaged_blob_is_named_and_everything_else_comes() throws IOException {
        ModelVersion base = quarantinedAndVetted(302);
        Path rows = Files.writeString(folder.resolve("rows"), "{\"text\":\"soon damaged\"}\n");
        DatasetVersion dataset = registrar.registerDataset(
                new Caller(TENANT, "dana", "0badcafe", Set.of(Role.DATA_ENGINEER), null),
                "damaged-rows",
                rows,
                1,
                0,
                Label.PUBLIC);
        Path blob = home.resolve("blobs/exports/sha256")
                .resolve(dataset.digest().hex().substring(0, 2))
                .resolve(dataset.digest().hex());
        assertThat(blob.toFile().setWritable(true)).isTrue();
        Files.writeString(blob, "{\"text\":\"now damaged!\"}\n");
        Response answer = exporter().get("/api/registry/export");
        Files.writeString(blob, "{\"text\":\"soon damaged\"}\n");

        Map<String, byte[]> files = unpacked(answer.asByteArray());
        String path = "datasets/" + dataset.digest().hex() + ".jsonl";
        assertThat(Json.MAPPER.readTree(files.get("damaged.json")))
                .hasToString("[{\"path\":\"" + path + "\",\"digest\":\"" + dataset.digest() + "\"}]");
        assertThat(files).doesNotContainKey(path);
        assertThat(files.keySet())
                .anyMatch(name -> name.startsWith("models/exported/") && name.endsWith("/model.safetensors"));
        assertThat(Json.MAPPER.readTree(files.get("registry.json")).toString())
                .contains(dataset.digest().value(), base.digest().value());
        try (var left = Files.list(home.resolve("exports"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void who_may_not_export_gets_nothing() {
        policy.forbidden.add(Actions.PLATFORM_EXPORT);
        assertThat(exporter().get("/api/registry/export").statusCode()).isEqualTo(403);
    }

    private ModelVersion quarantinedAndVetted(int seed) throws IOException {
        Lifecycle taken = intake.take(
                new ModelIntake.Provenance(
                        TENANT,
                        "exported",
                        ModelKind.BASE,
                        List.of("embeddings"),
                        "Apache-2.0",
                        Label.PUBLIC,
                        "dana",
                        null,
                        LeakTest.NOT_APPLICABLE),
                Examples.base(folder.resolve("b"), seed));
        Lifecycle.Vetted vetted =
                ((Lifecycle.Quarantined) taken).vet(new Evaluation("{\"minimum_cosine\":\"1.000000000\"}"));
        versions.save(vetted);
        return vetted.version();
    }

    private RequestSpecification exporter() {
        AccessKey key = AccessKey.of("key-of-exporter");
        bootstrap.ensureKey(TENANT, key, "olga", Set.of(Role.OPERATOR), null);
        return RestAssured.given().header("Authorization", "Bearer " + key.reveal());
    }

    private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            files.put(entry.getName(), in.readAllBytes());
        }
        return files;
    }
}
