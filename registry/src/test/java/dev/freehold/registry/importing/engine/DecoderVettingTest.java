package dev.freehold.registry.importing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.registry.Examples;
import dev.freehold.registry.People;
import dev.freehold.registry.importing.Archives;
import dev.freehold.registry.importing.FakeTrial;
import dev.freehold.registry.importing.TinyModels;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real worker loads what came in: files that look right are not enough. */
@QuarkusTest
class DecoderVettingTest {
    @Inject
    People people;

    @Inject
    FakeTrial trial;

    @Inject
    ModelCatalogue catalogue;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @TempDir
    Path folder;

    @BeforeEach
    void tryForReal() {
        trial.real = new EngineTrial(new OneTimeWorker(home));
    }

    @AfterEach
    void tryNoMore() {
        trial.real = null;
    }

    @Test
    void a_decoder_is_loaded_and_asked_before_it_is_vetted() throws IOException {
        JsonPath done = sent("tried", TinyModels.llama(51, true));
        assertThat(done.getString("status")).as(done.getString("message")).isEqualTo("vetted");
        assertThat(done.getInt("figures.vocabulary")).isEqualTo(51);
        assertThat(done.getInt("figures.largest_token_id")).isEqualTo(1);
        assertThat(done.getInt("figures.prompt_tokens_tried")).isPositive();
    }

    @Test
    void a_decoder_whose_weights_are_no_numbers_stays_in_quarantine_with_the_reason() throws IOException {
        Map<String, byte[]> files = new HashMap<>(TinyModels.llama(52, false));
        byte[] weights = files.get("model.safetensors").clone();
        ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putFloat(weights.length - 4, Float.NaN);
        files.put("model.safetensors", weights);
        quarantined("not-a-number", files, "not all finite numbers");
    }

    @Test
    void a_decoder_with_the_tokenizer_of_a_larger_one_stays_in_quarantine_with_the_reason() throws IOException {
        Map<String, byte[]> files = new HashMap<>(TinyModels.llama(53, false));
        String tokenizer = new String(files.get("tokenizer.json"), StandardCharsets.UTF_8);
        files.put("tokenizer.json", tokenizer.replace("\"a\":0", "\"a\":53").getBytes(StandardCharsets.UTF_8));
        quarantined("other-tokenizer", files, "token ids up to 53, the model knows 53");
    }

    private void quarantined(String name, Map<String, byte[]> files, String why) throws IOException {
        JsonPath done = sent(name, files);
        assertThat(done.getString("status")).isEqualTo("failed");
        assertThat(done.getString("message")).contains("REGISTRY_VETTING_FAILED", why);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> catalogue.resolve(Examples.ACME, name) instanceof Resolution.Resolved found
                        && found.version().state() == ModelState.QUARANTINED);
    }

    private JsonPath sent(String name, Map<String, byte[]> files) throws IOException {
        Path archive = Files.write(folder.resolve(name + ".zip"), Archives.zip(files));
        String id = people.dana()
                .contentType("application/zip")
                .body(archive.toFile())
                .post("/api/registry/models/" + name + "/imports?licence=Apache-2.0")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !show(id).getString("status").equals("running"));
        return show(id);
    }

    private JsonPath show(String id) {
        return people.dana()
                .get("/api/registry/imports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
