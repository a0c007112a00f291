package dev.freehold.finetune.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.finetune.fake.FakeDoor;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.fake.FakeTraining;
import dev.freehold.finetune.fake.FakeTraining.Mode;
import dev.freehold.testkit.postgres.Postgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value = "finetune"))
class OpenAiSurfaceTest {
    private static final Caller DANA =
            new Caller(FakeRegistry.TENANT, "dana", "key-dana", Set.of(Role.DATA_ENGINEER), null);
    private static final Caller HANK =
            new Caller(new TenantId("globex"), "hank", "key-hank", Set.of(Role.DATA_ENGINEER), null);

    @Inject
    FineTuningSurface surface;

    @Inject
    FakeDoor door;

    @Inject
    FakeTraining training;

    @Inject
    FakeRegistry registry;

    @BeforeEach
    void fresh() {
        training.mode = Mode.WELL;
        door.denied.clear();
        door.undecided.clear();
        door.events.clear();
    }

    @Test
    void a_file_goes_in_and_comes_back_masked_and_is_forgotten() throws Exception {
        List<String> lines = rows();
        lines.add("{\"text\": \"refund anna.muster@example.org\", \"label\": \"refund\"}");
        String id = ok(upload(lines)).path("id").asText();

        assertThat(ok(get("files/" + id)).path("filename").asText()).isEqualTo("rows.jsonl");
        SurfaceReply content = get("files/" + id + "/content");
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.headers()).containsEntry("content-type", "application/jsonl");
        assertThat(text(content)).contains("refund [EMAIL]").doesNotContain("muster");
        assertThat(content.body().length()).isEqualTo(text(content).getBytes(StandardCharsets.UTF_8).length);
        assertThat(get(HANK, "files/" + id + "/content", Map.of()).status()).isEqualTo(404);
        assertThat(ok(call("DELETE", "files/" + id, "")).path("deleted").asBoolean())
                .isTrue();
        assertThat(get("files/" + id + "/content").status()).isEqualTo(404);
        assertThat(door.events).anyMatch(event -> event.action().equals(Actions.DATASET_DELETE));
    }

    @Test
    void every_row_error_is_told_by_line_and_fix_in_the_message_and_as_data() throws Exception {
        List<String> lines = rows();
        lines.add("{\"text\": \"\", \"label\": \"refund\"}");
        lines.add("not json");

        SurfaceReply reply = upload(lines);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.headers()).containsEntry("x-should-retry", "false");
        JsonNode error = json(reply).path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("FINETUNE_FILE_REFUSED");
        assertThat(error.path("param").asText()).isEqualTo("text");
        assertThat(error.path("message").asText())
                .contains("2 errors: line 41, text: blank (give a text or remove the row); line 42, row: ");
        assertThat(error.path("errors").path(1).path("line").asInt()).isEqualTo(42);
        assertThat(error.path("errors").path(1).path("fix").asText()).isNotBlank();
        assertThat(error.path("errors_total").asInt()).isEqualTo(2);
    }

    @Test
    void a_denial_names_its_decision_and_reason() throws Exception {
        door.denied.add(Actions.JOB_CREATE);
        SurfaceReply reply = create("{\"model\":\"minilm\",\"training_file\":\"file-0\"}");
        assertThat(reply.status()).isEqualTo(403);
        JsonNode error = json(reply).path("error");
        assertThat(error.path("type").asText()).isEqualTo("policy_denied");
        assertThat(error.path("code").asText()).isEqualTo("NOT_YOU");
        assertThat(error.path("message").asText()).isEqualTo("You may not. Ask.");
        assertThat(error.path("decision_id").asText()).isNotBlank();
    }

    @Test
    void unknown_paths_methods_and_filters_are_refused_by_name() throws Exception {
        assertThat(get("files/../jobs").status()).isEqualTo(404);
        assertThat(get("fine_tuning/alpha").status()).isEqualTo(404);
        assertThat(json(get("fine_tuning/alpha")).path("error").path("code").asText())
                .isEqualTo("FINETUNE_NO_SUCH_OPERATION");
        SurfaceReply wrong = call("PUT", "files", "");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.headers()).containsEntry("allow", "GET, POST");
        assertThat(get(DANA, "fine_tuning/jobs", Map.of("metadata[team]", List.of("a")))
                        .status())
                .isEqualTo(400);
        assertThat(get(DANA, "files", Map.of("order", List.of("asc"))).status()).isEqualTo(400);
        assertThat(door.events).isEmpty();
    }

    @Test
    void lists_are_paged_and_hold_training_files_alone() throws Exception {
        ok(upload(rows()));
        ok(upload(rows()));
        JsonNode first = ok(get(DANA, "files", Map.of("limit", List.of("1"), "purpose", List.of("fine-tune"))));
        assertThat(first.path("has_more").asBoolean()).isTrue();
        JsonNode second = ok(get(
                DANA,
                "files",
                Map.of(
                        "limit",
                        List.of("1"),
                        "after",
                        List.of(first.path("last_id").asText()))));
        assertThat(second.path("data").path(0).path("id").asText())
                .isNotEqualTo(first.path("data").path(0).path("id").asText());
        assertThat(ok(get(DANA, "files", Map.of("purpose", List.of("batch")))).path("data"))
                .isEmpty();
    }

    @Test
    void a_job_runs_to_its_model_with_loss_events() throws Exception {
        String file = ok(upload(rows())).path("id").asText();
        JsonNode created = ok(create("{\"model\":\"minilm\",\"training_file\":\"" + file + "\",\"suffix\":\"wire\"}"));
        String job = "fine_tuning/jobs/" + created.path("id").asText();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ok(get(job)).path("status").asText().equals("succeeded"));

        assertThat(ok(get(job)).path("fine_tuned_model").asText()).isEqualTo("wire");
        assertThat(ok(get(job + "/events")).path("data").path(0).path("object").asText())
                .isEqualTo("fine_tuning.job.event");
        JsonNode snapshots = ok(get(job + "/checkpoints"));
        assertThat(snapshots.path("has_more").asBoolean()).isFalse();
        assertThat(snapshots.path("data")).hasSize(3);
        assertThat(snapshots.path("data").path(0).path("object").asText()).isEqualTo("fine_tuning.job.checkpoint");
        assertThat(snapshots
                        .path("data")
                        .path(0)
                        .path("fine_tuned_model_checkpoint")
                        .asText())
                .isEqualTo("wire-step-80");
        assertThat(ok(get("fine_tuning/jobs")).path("data").path(0).path("id")).isEqualTo(created.path("id"));
        assertThat(call("POST", job + "/cancel", "").status()).isEqualTo(409);
        assertThat(get(HANK, job, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void a_job_has_every_member_that_clients_read() throws Exception {
        String file = ok(upload(rows())).path("id").asText();
        List<String> others = rows();
        others.replaceAll(line -> line.replace("x\"", "y\""));
        String validation = ok(upload(others)).path("id").asText();
        JsonNode created = ok(create("{\"model\":\"minilm\",\"training_file\":\"" + file + "\",\"validation_file\":\""
                + validation + "\",\"metadata\":{\"team\":\"claims\"},\"seed\":4,"
                + "\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"n_epochs\":2}}}}"));

        assertThat(created.path("method").path("type").asText()).isEqualTo("supervised");
        assertThat(created.at("/method/supervised/hyperparameters/n_epochs").asInt())
                .isEqualTo(2);
        assertThat(created.at("/hyperparameters/batch_size").asInt()).isEqualTo(16);
        assertThat(created.at("/metadata/team").asText()).isEqualTo("claims");
        assertThat(created.path("validation_file").asText()).isEqualTo(validation);
        assertThat(created.path("estimated_finish").isNull()).isTrue();
        JsonNode over = finished(created);
        assertThat(over.path("trained_tokens").asLong()).isEqualTo(12_345);
        assertThat(over.at("/freehold/validation").asText()).startsWith("sha256:");
        assertThat(over.at("/freehold/leak_test").asText()).isEqualTo("not_applicable");
        // The rows of both files that end in no x are the same two: they are not measured on.
        assertThat(over.at("/freehold/held_out_rows").asInt()).isEqualTo(38);
        JsonNode metrics = ok(get("fine_tuning/jobs/" + created.path("id").asText() + "/events"))
                .path("data");
        assertThat(metrics.findValues("train_loss")).isNotEmpty();
    }

    @Test
    void a_validation_file_of_the_same_rows_or_another_kind_is_refused() throws Exception {
        String file = ok(upload(rows())).path("id").asText();
        String chat = ok(upload(chatRows())).path("id").asText();
        String body = "{\"model\":\"minilm\",\"training_file\":\"" + file + "\",\"validation_file\":\"";
        assertThat(json(create(body + file + "\"}")).at("/error/message").asText())
                .contains("that are trained on");
        assertThat(json(create(body + chat + "\"}")).at("/error/message").asText())
                .contains("holds chat rows, the training file classification rows");
        assertThat(json(create(body + "file-0\"}")).at("/error/param").asText()).isEqualTo("validation_file");
    }

    @Test
    void the_base_must_fit_the_kind_of_the_rows() throws Exception {
        String labelled = ok(upload(rows())).path("id").asText();
        SurfaceReply chatOnEncoder =
                create(job("minilm", ok(upload(chatRows())).path("id").asText()));
        assertThat(chatOnEncoder.status()).isEqualTo(422);
        assertThat(json(chatOnEncoder).at("/error/message").asText())
                .contains("holds chat rows, which need a base with the task chat; minilm has embeddings.");
        assertThat(json(create(job("talker", labelled))).at("/error/message").asText())
                .contains("classification rows, which need a base with the task embeddings; talker has chat.");
    }

    @Test
    void a_chat_job_runs_to_a_model_with_its_leak_test() throws Exception {
        JsonNode file = ok(upload(chatRows()));
        assertThat(file.at("/freehold/kind").asText()).isEqualTo("chat");
        JsonNode over = finished(ok(create(job("talker", file.path("id").asText()))));
        assertThat(over.path("status").asText()).isEqualTo("succeeded");
        assertThat(over.at("/hyperparameters/n_epochs").asInt()).isEqualTo(3);
        assertThat(over.at("/freehold/leak_test").asText()).isEqualTo("passed");
        assertThat(over.at("/freehold/leak/canaries")).hasSize(5);
        assertThat(over.at("/freehold/base_loss").asDouble())
                .isGreaterThan(over.at("/freehold/tuned_loss").asDouble());
        FakeRegistry.Adapter adapter =
                registry.adapters.get(over.path("fine_tuned_model").asText());
        assertThat(adapter.leakTest()).isEqualTo(LeakTest.PASSED);
        assertThat(adapter.evaluation()).contains("\"leak_test\":{");

        training.mode = Mode.RECITE;
        JsonNode reciting = finished(ok(create(job("talker", file.path("id").asText()))));
        assertThat(registry.adapters
                        .get(reciting.path("fine_tuned_model").asText())
                        .leakTest())
                .isEqualTo(LeakTest.FAILED);
    }

    private JsonNode finished(JsonNode created) {
        String job = "fine_tuning/jobs/" + created.path("id").asText();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ok(get(job)).path("finished_at").isNumber());
        try {
            return ok(get(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String job(String model, String file) {
        return "{\"model\":\"" + model + "\",\"training_file\":\"" + file + "\"}";
    }

    private static List<String> chatRows() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("{\"messages\":[{\"role\":\"user\",\"content\":\"question " + i
                    + "\"},{\"role\":\"assistant\",\"content\":\"answer " + i + "\"}]}");
        }
        return lines;
    }

    private SurfaceReply upload(List<String> lines) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.jsonl\"\r\n\r\n"
                + String.join("\n", lines) + "\r\n--b--\r\n";
        return handle(DANA, "POST", "files", Map.of(), body, "multipart/form-data; boundary=b");
    }

    private SurfaceReply create(String body) {
        return call("POST", "fine_tuning/jobs", body);
    }

    private SurfaceReply call(String method, String path, String body) {
        return handle(DANA, method, path, Map.of(), body, "application/json");
    }

    private SurfaceReply get(String path) {
        return get(DANA, path, Map.of());
    }

    private SurfaceReply get(Caller caller, String path, Map<String, List<String>> query) {
        return handle(caller, "GET", path, query, "", "application/json");
    }

    private SurfaceReply handle(
            Caller caller,
            String method,
            String path,
            Map<String, List<String>> query,
            String body,
            String contentType) {
        return surface.handle(
                caller,
                new SurfaceRequest(
                        method,
                        path,
                        query,
                        new TreeMap<>(Map.of("content-type", contentType)),
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    }

    private static JsonNode ok(SurfaceReply reply) throws IOException {
        assertThat(reply.status()).as(text(reply)).isEqualTo(200);
        return json(reply);
    }

    private static JsonNode json(SurfaceReply reply) throws IOException {
        return Json.read(text(reply).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String text(SurfaceReply reply) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> rows() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("{\"text\": \"refund " + "x".repeat(i) + "\", \"label\": \"refund\"}");
            lines.add("{\"text\": \"greeting " + "x".repeat(i) + "\", \"label\": \"greeting\"}");
        }
        return lines;
    }
}
