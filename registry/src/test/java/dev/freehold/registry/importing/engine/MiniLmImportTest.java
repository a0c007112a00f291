package dev.freehold.registry.importing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.registry.Examples;
import dev.freehold.registry.People;
import dev.freehold.registry.importing.FakeConversion;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real thing: an open model as it is published, through the door, the engine and the vetting. */
@QuarkusTest
class MiniLmImportTest {
    @Inject
    People people;

    @Inject
    FakeConversion conversion;

    @Inject
    ModelArtifacts artifacts;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @BeforeEach
    void convertForReal() {
        conversion.real = new EngineConversion(new OneTimeWorker(home));
    }

    @AfterEach
    void convertNoMore() {
        conversion.real = null;
    }

    @Test
    void mini_lm_comes_in_as_it_is_published_and_is_vetted() throws IOException {
        String id = people.dana()
                .contentType("application/java-archive")
                .body(jar().toFile())
                .post("/api/registry/models/minilm/imports?licence=Apache-2.0")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !show(id).getString("status").equals("running"));
        JsonPath done = show(id);
        assertThat(done.getString("status")).as(done.getString("message")).isEqualTo("vetted");
        assertThat(Double.parseDouble(done.getString("figures.minimum_cosine"))).isGreaterThanOrEqualTo(0.9999);
        assertThat(done.getInt("figures.hidden")).isEqualTo(384);
        Path folder = artifacts.model(Examples.ACME, new Digest(done.getString("digest")));
        assertThat(folder.resolve("model.safetensors")).exists();
    }

    private JsonPath show(String id) {
        return people.dana()
                .get("/api/registry/imports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Path jar() throws IOException {
        var onnx = Objects.requireNonNull(MiniLmImportTest.class.getResource("/all-minilm-l6-v2.onnx"));
        return Path.of(((JarURLConnection) onnx.openConnection()).getJarFile().getName());
    }
}
