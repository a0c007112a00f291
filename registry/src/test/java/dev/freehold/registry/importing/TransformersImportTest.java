package dev.freehold.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class TransformersImportTest {
    @Inject
    People people;

    @Inject
    FakePolicy policy;

    @Inject
    ModelCatalogue catalogue;

    @Inject
    ModelArtifacts artifacts;

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
    }

    @Test
    void a_decoder_with_a_chat_template_is_vetted_for_chat_and_kept_as_it_came() throws IOException {
        Map<String, byte[]> files = TinyModels.llama(41, true);
        JsonPath done = sent("tiny-chat", files);
        assertThat(done.getString("status")).as(done.getString("message")).isEqualTo("vetted");
        assertThat(done.getInt("figures.layers")).isEqualTo(1);
        assertThat(done.getString("figures.model_type")).isEqualTo("llama");
        ModelVersion version = version("tiny-chat");
        assertThat(version.tasks()).containsExactly("chat", "completions");
        assertThat(version.state()).isEqualTo(ModelState.VETTED);
        Path kept = artifacts.model(Examples.ACME, version.digest());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(kept.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
    }

    @Test
    void a_decoder_without_a_template_completes_and_a_bert_embeds() throws IOException {
        assertThat(sent("tiny-plain", TinyModels.llama(42, false)).getString("status"))
                .isEqualTo("vetted");
        assertThat(version("tiny-plain").tasks()).containsExactly("completions");
        assertThat(sent("tiny-bert", TinyModels.bert(43)).getString("status")).isEqualTo("vetted");
        assertThat(version("tiny-bert").tasks()).containsExactly("embeddings");
    }

    @Test
    void weights_that_are_not_what_the_configuration_states_stay_in_quarantine() throws IOException {
        Map<String, byte[]> files = new HashMap<>(TinyModels.llama(44, false));
        files.put(
                "config.json",
                TinyModels.config("llama", "LlamaForCausalLM", 45).getBytes(StandardCharsets.UTF_8));
        JsonPath done = sent("tiny-wrong", files);
        assertThat(done.getString("message")).contains("REGISTRY_VETTING_FAILED", "model.embed_tokens.weight");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> catalogue.resolve(Examples.ACME, "tiny-wrong") instanceof Resolution.Resolved);
        assertThat(version("tiny-wrong").state()).isEqualTo(ModelState.QUARANTINED);
    }

    @Test
    void what_asks_for_code_or_is_of_another_family_or_licence_does_not_come_in() throws IOException {
        refused(
                "asks for code",
                "config.json",
                TinyModels.config("llama", "LlamaForCausalLM", 46)
                        .replace("{", "{\"auto_map\":{\"AutoModel\":\"modeling.Model\"},"));
        refused("model_type must be one of", "config.json", TinyModels.config("t5", "T5Model", 46));
        refused(
                "architectures must name",
                "config.json",
                TinyModels.config("llama", "LlamaForTokenClassification", 46));
        refused("states the licence llama3", "README.md", "---\nlicense: llama3\n---\n# Card\n");
        refused("is a pickle", "pytorch_model.bin", "cos\nsystem\n(S'true'\ntR.");
        refused("of no kind that is taken", "modeling.py", "import os");
    }

    @Test
    void a_card_that_names_the_same_licence_passes_and_an_import_can_be_repeated() throws IOException {
        Map<String, byte[]> files = new HashMap<>(TinyModels.llama(47, false));
        files.put("README.md", "---\nlicense: apache-2.0\n---\n".getBytes(StandardCharsets.UTF_8));
        String first = sent("tiny-card", files).getString("digest");
        assertThat(sent("tiny-card", files).getString("digest"))
                .isEqualTo(first)
                .isNotNull();
    }

    private void refused(String why, String name, String content) throws IOException {
        Map<String, byte[]> files = new HashMap<>(TinyModels.llama(46, false));
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
        JsonPath done = sent("tiny-refused", files);
        assertThat(done.getString("status")).isEqualTo("failed");
        assertThat(done.getString("message")).contains("REGISTRY_ARCHIVE_REFUSED", why);
        assertThat(catalogue.resolve(Examples.ACME, "tiny-refused")).isEqualTo(new Resolution.Unknown());
    }

    private ModelVersion version(String name) {
        return ((Resolution.Resolved) catalogue.resolve(Examples.ACME, name)).version();
    }

    private JsonPath sent(String name, Map<String, byte[]> files) throws IOException {
        Path archive = Files.write(folder.resolve("archive.zip"), Archives.zip(files));
        String id = people.dana()
                .contentType("application/zip")
                .body(archive.toFile())
                .post("/api/registry/models/" + name + "/imports?licence=Apache-2.0")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(20))
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
