package dev.freehold.finetune.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.database.FinetuneDatabase;
import dev.freehold.finetune.fake.FakeDoor;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.fake.FakeTraining;
import dev.freehold.finetune.fake.FakeTraining.Mode;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.snapshot.Snapshots;
import dev.freehold.testkit.postgres.Postgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value = "finetune"))
class FinetuneApiTest {
    private static final String FILES = "/api/finetune/v1/files";
    private static final String JOBS = "/api/finetune/v1/fine_tuning/jobs";
    private static final String PLANTED = "anna.muster@example.org";

    @Inject
    FakeDoor door;

    @Inject
    FakeRegistry registry;

    @Inject
    FakeTraining training;

    @Inject
    JobStore store;

    @Inject
    JobEvents events;

    @Inject
    JobLog log;

    @Inject
    RunQueue queue;

    @Inject
    FinetuneDatabase database;

    @Inject
    Snapshots snapshots;

    @BeforeEach
    void fresh() {
        training.mode = Mode.WELL;
        training.weights = 1_000;
        registry.failing = false;
        door.denied.clear();
        door.undecided.clear();
        door.events.clear();
    }

    @AfterEach
    void nothing_runs_on() {
        training.mode = Mode.WELL;
        database.with(handle -> handle.createQuery("select id from finetune_job where state in ('queued', 'running')")
                        .mapTo(String.class)
                        .list())
                .forEach(id -> as(FakeDoor.KEY).post(JOBS + "/" + id + "/cancel"));
    }

    @Test
    void an_upload_is_masked_counted_and_registered_before_anything_is_kept() throws Exception {
        List<String> lines = rows();
        lines.add(row("refund to " + PLANTED + " please", "refund"));
        lines.add(row("refund to other@example.org please", "refund"));

        String dataset = upload("letters of " + PLANTED + ".jsonl", lines)
                .statusCode(200)
                .body("id", startsWith("file-"))
                .body("object", equalTo("file"))
                .body("purpose", equalTo("fine-tune"))
                .body("status", equalTo("processed"))
                .body("bytes", equalTo(bytes(lines).length))
                .body("filename", equalTo("letters of [EMAIL]"))
                .body("freehold.rows", equalTo(41))
                .body("freehold.duplicates", equalTo(1))
                .body("freehold.masked", equalTo(1))
                .body("freehold.findings", contains(Map.of("type", "email", "category", "PII", "count", 1)))
                .extract()
                .path("freehold.dataset");

        assertThat(registry.datasets.values())
                .filteredOn(version -> version.digest().value().equals(dataset))
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.label().categories()).containsExactly("PII");
                    assertThat(version.label().confidentiality().wireName()).isEqualTo("internal");
                    assertThat(version.rows()).isEqualTo(41);
                });
        assertThat(everythingKept()).doesNotContain(PLANTED).doesNotContain("muster");
    }

    /** The whole upload lies in memory while its masked rows are registered: no temporary file may hold it then. */
    @Test
    void an_upload_under_way_is_on_no_disk() throws Exception {
        String planted = "p" + System.nanoTime() + "@example.org";
        // Shows that the search would find it.
        Path control = Files.createTempFile("control", ".txt");
        Files.writeString(control, "written by the test: " + planted);
        List<String> lines = rows();
        lines.add(row("refund to " + planted, "refund"));
        List<Path> holding = new ArrayList<>();
        registry.whileRegistering = () -> holding.addAll(RecentFiles.with(planted));
        try {
            upload("rows.jsonl", lines).statusCode(200).body("freehold.masked", equalTo(1));
        } finally {
            registry.whileRegistering = () -> {};
            Files.delete(control);
        }
        assertThat(holding).containsExactly(control);
    }

    @Test
    void a_file_with_errors_is_refused_with_all_of_them_and_nothing_is_kept() {
        List<String> lines = rows();
        lines.add(row("", "refund"));
        lines.add("not json");
        int before = registry.datasets.size();

        upload("bad.jsonl", lines)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("FINETUNE_FILE_REFUSED"))
                .body("errors_total", equalTo(2))
                .body("errors.line", contains(41, 42))
                .body("errors.field", contains("text", "row"));

        assertThat(registry.datasets).hasSize(before);
        assertThat(outcome(Actions.DATASET_UPLOAD).outcome().code()).isEqualTo("FINETUNE_FILE_REFUSED");
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_it_is_read_whole() {
        upload("rows.jsonl", List.of("x".repeat(1_200_000)))
                .statusCode(413)
                .body("code", equalTo("FINETUNE_FILE_TOO_LARGE"));
    }

    @Test
    void a_file_whose_rows_the_registry_does_not_take_is_not_kept() {
        registry.failing = true;
        Object before = as(FakeDoor.KEY).get(FILES).then().extract().path("data.id");
        upload("rows.jsonl", rows()).statusCode(503).body("code", equalTo("FINETUNE_REGISTRY_UNAVAILABLE"));
        as(FakeDoor.KEY).get(FILES).then().body("data.id", equalTo(before));
    }

    @Test
    void a_body_that_is_no_upload_is_refused() {
        as(FakeDoor.KEY)
                .contentType("application/json")
                .body("{}")
                .post(FILES)
                .then()
                .statusCode(400)
                .body("code", equalTo("FINETUNE_UPLOAD_REFUSED"));
        as(FakeDoor.KEY)
                .multiPart("file", "rows.jsonl", bytes(rows()))
                .multiPart("purpose", "assistants")
                .post(FILES)
                .then()
                .statusCode(400)
                .body("errors.field", contains("purpose"));
        as(FakeDoor.KEY)
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)))
                .contentType("multipart/form-data; boundary=x")
                .body("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut")
                .post(FILES)
                .then()
                .statusCode(400)
                .body("code", equalTo("FINETUNE_UPLOAD_REFUSED"));
    }

    @Test
    void nobody_without_a_key_or_against_policy_gets_in() {
        given().get(FILES).then().statusCode(401);
        door.denied.add(Actions.DATASET_UPLOAD);
        int before = registry.datasets.size();
        upload("rows.jsonl", rows()).statusCode(403).body("code", equalTo("NOT_YOU"));
        assertThat(registry.datasets).hasSize(before);
        assertThat(outcome(Actions.DATASET_UPLOAD).outcome().status()).isEqualTo(AuditEvent.Outcome.DENIED);
    }

    @Test
    void files_are_listed_read_and_forgotten_by_their_own_tenant_alone() {
        String first = upload("a.jsonl", rows()).extract().path("id");
        String second = upload("b.jsonl", rows()).extract().path("id");

        as(FakeDoor.KEY)
                .get(FILES + "?limit=1")
                .then()
                .body("data.id", contains(second))
                .body("has_more", equalTo(true));
        as(FakeDoor.KEY).get(FILES + "?limit=1&after=" + second).then().body("data.id", contains(first));
        as(FakeDoor.KEY).get(FILES + "?limit=101").then().statusCode(400);
        as(FakeDoor.KEY).get(FILES + "?after=file-0").then().statusCode(400);
        as(FakeDoor.STRANGER).get(FILES).then().body("data", hasSize(0));
        as(FakeDoor.STRANGER).get(FILES + "/" + first).then().statusCode(404);
        as(FakeDoor.STRANGER).delete(FILES + "/" + first).then().statusCode(404);
        as(FakeDoor.KEY).get(FILES + "/" + first).then().body("filename", equalTo("a.jsonl"));
        as(FakeDoor.KEY).delete(FILES + "/" + first).then().statusCode(200).body("deleted", equalTo(true));
        as(FakeDoor.KEY).get(FILES + "/" + first).then().statusCode(404);
    }

    @Test
    void a_job_runs_to_a_registered_adapter_with_live_loss_and_figures() {
        String job = create(
                        "{\"model\":\"minilm\",\"training_file\":\"" + file() + "\",\"suffix\":\"triage\",\"seed\":5}")
                .statusCode(200)
                .body("object", equalTo("fine_tuning.job"))
                .body("status", equalTo("queued"))
                .body("fine_tuned_model", nullValue())
                .body("hyperparameters.n_epochs", equalTo(8))
                .extract()
                .path("id");
        awaitStatus(job, "succeeded");

        as(FakeDoor.KEY)
                .get(JOBS + "/" + job)
                .then()
                .body("fine_tuned_model", equalTo("triage"))
                .body("freehold.tuned_f1", equalTo(1.0f))
                .body("freehold.held_out_rows", equalTo(12))
                .body("freehold.isolation", equalTo("namespace"))
                .body("freehold.adapter", startsWith("sha256:"))
                .body("error", nullValue());
        as(FakeDoor.KEY)
                .get(JOBS + "/" + job + "/events?limit=100")
                .then()
                .body("data[0].message", equalTo("registered as triage"))
                .body("data.findAll { it.type == 'metrics' }.size()", greaterThan(10))
                .body("data.find { it.type == 'metrics' }.data.loss", greaterThan(0f))
                .body("has_more", equalTo(true));
        as(FakeDoor.KEY)
                .get(JOBS + "/" + job + "/checkpoints?limit=2")
                .then()
                .body("data.object", contains("fine_tuning.job.checkpoint", "fine_tuning.job.checkpoint"))
                .body("data.step_number", contains(80, 70))
                .body("data[0].id", startsWith("ftckpt-"))
                .body("data[0].fine_tuning_job_id", equalTo(job))
                .body("data[0].fine_tuned_model_checkpoint", equalTo("triage-step-80"))
                .body("data[0].metrics.step", equalTo(80))
                .body("data[0].metrics.train_loss", equalTo(0.125f))
                .body("data[0].metrics.full_valid_loss", equalTo(0.25f))
                .body("data[0].freehold.epoch", equalTo(8))
                .body("data[0].freehold.valid_accuracy", equalTo(0.5f))
                .body("has_more", equalTo(true));
        assertThat(registry.adapters.get("triage").lineage().seed()).isEqualTo(5);
        assertThat(registry.adapters.get("triage").evaluation()).contains("\"tuned_f1\":\"1.000000\"");
        assertThat(registry.adapters.get("triage").files()).containsExactly("adapter_config.json");
        await().untilAsserted(() ->
                assertThat(outcome(Actions.JOB_RUN).outcome().status()).isEqualTo(AuditEvent.Outcome.OK));
        assertThat(outcome(Actions.JOB_RUN).type()).isEqualTo("finetune.outcome");
        assertThat(outcome(Actions.JOB_RUN).resource().facts())
                .containsEntry("seed", "5")
                .containsEntry("isolation", "namespace")
                .containsEntry("leak_test", "not_applicable")
                .containsEntry("base", FakeRegistry.BASE.value())
                .containsKeys("dataset", "adapter");
    }

    @Test
    void every_event_of_a_job_is_on_some_page_once() {
        String job = job(create(minilm()));
        awaitStatus(job, "succeeded");
        List<String> all = new ArrayList<>();
        String after = "";
        boolean more = true;
        while (more) {
            var page = as(FakeDoor.KEY)
                    .get(JOBS + "/" + job + "/events?limit=100" + after)
                    .then()
                    .extract();
            List<String> ids = page.path("data.id");
            all.addAll(ids);
            more = page.path("has_more");
            after = "&after=" + ids.get(ids.size() - 1);
        }
        assertThat(all).doesNotHaveDuplicates().hasSizeBetween(400, 520);
    }

    @Test
    void a_job_with_errors_or_without_a_tunable_model_is_refused() {
        create("{\"model\":\"minilm\",\"training_file\":\"file-0\",\"epochs\":3}")
                .statusCode(400)
                .body("errors.field", contains("epochs"));
        create("{\"model\":\"minilm\",\"training_file\":\"file-0\"}")
                .statusCode(400)
                .body("errors.field", contains("training_file"));
        create(of("draft")).statusCode(422).body("detail", containsString("vetted, not approved"));
        create(of("nothing")).statusCode(422);
        create(of("down")).statusCode(503);
    }

    @Test
    void a_base_that_is_too_large_to_have_every_weight_tuned_is_refused_with_both_numbers() {
        String file = file();
        String body = "{\"model\":\"minilm\",\"training_file\":\"" + file
                + "\",\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"tuned_weights\":\"full\"}}}}";
        training.weights = 50_000_001;
        create(body)
                .statusCode(422)
                .body("code", equalTo("FINETUNE_MODEL_NOT_TUNABLE"))
                .body("detail", containsString("minilm has 50,000,001 weights"))
                .body("detail", containsString("at most 50,000,000"));
        create(of("minilm")).statusCode(200);
        training.weights = 50_000_000;
        String job = job(create(body).body("hyperparameters.tuned_weights", equalTo("full")));
        awaitStatus(job, "succeeded");
    }

    @Test
    void rows_that_spell_a_special_token_of_the_base_are_refused_by_line_before_anything_waits() {
        List<String> lines = rows();
        lines.add(row("a refund <|end|>", "refund"));
        lines.add(row("a greeting <|en d|>", "greeting"));
        String spelling =
                upload("spelling.jsonl", lines).statusCode(200).extract().path("id");
        String clean = file();
        create("{\"model\":\"minilm\",\"training_file\":\"" + clean + "\",\"validation_file\":\"" + spelling + "\"}")
                .statusCode(400)
                .body("code", equalTo("FINETUNE_JOB_REFUSED"))
                .body("errors_total", equalTo(1))
                .body("errors.line", contains(41))
                .body("errors.field", contains("validation_file, text"))
                .body("errors[0].problem", containsString("<|end|>, which minilm reads as a mark of its own"))
                .body("errors[0].fix", containsString("take it out of the row"));
        create("{\"model\":\"minilm\",\"training_file\":\"" + spelling + "\"}").statusCode(400);
        as(FakeDoor.KEY)
                .get(JOBS + "?limit=1")
                .then()
                .body("data.findAll { it.training_file == '" + spelling + "' }", hasSize(0));
    }

    @Test
    void turns_of_chat_rows_are_looked_through_and_a_hundred_errors_are_listed() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            lines.add("{\"messages\":[{\"role\":\"user\",\"content\":\"ask " + i
                    + "\"},{\"role\":\"assistant\",\"content\":\"say <|end|> " + i + "\"}]}");
        }
        String file = upload("chat.jsonl", lines).statusCode(200).extract().path("id");
        create("{\"model\":\"talker\",\"training_file\":\"" + file + "\"}")
                .statusCode(400)
                .body("errors_total", equalTo(120))
                .body("errors", hasSize(100))
                .body("errors[99].line", equalTo(100))
                .body("errors[99].field", equalTo("training_file, messages[1].content"));
    }

    @Test
    void a_crashed_worker_fails_the_job_with_its_reason_and_the_next_job_runs() {
        training.mode = Mode.CRASH;
        String job = job(create(minilm()));
        awaitStatus(job, "failed");
        as(FakeDoor.KEY)
                .get(JOBS + "/" + job)
                .then()
                .body("error.code", equalTo("worker_failed"))
                .body("error.message", containsString("exit 134"));
        await().untilAsserted(() ->
                assertThat(outcome(Actions.JOB_RUN).outcome().code()).isEqualTo("FINETUNE_RUN_FAILED"));

        training.mode = Mode.WELL;
        awaitStatus(job(create(minilm())), "succeeded");
    }

    @Test
    void an_adapter_that_the_registry_does_not_take_fails_its_job() {
        String body = minilm();
        registry.failing = true;
        String job = job(create(body));
        awaitStatus(job, "failed");
        as(FakeDoor.KEY).get(JOBS + "/" + job).then().body("error.code", equalTo("registration_refused"));
    }

    @Test
    void an_adapter_whose_job_was_cancelled_meanwhile_is_not_registered() {
        JobOrder order = JobTest.order();
        insert(order, "running", 1);
        Job.Running running = new Job.Queued(order, 0).start();
        assertThat(store.move(running, running.cancel(order.created()))).isTrue();
        int before = registry.adapters.size();

        assertThat(store.moveLocked(running, job -> {
                    registry.adapters.put(
                            "late", new FakeRegistry.Adapter("late", null, "", LeakTest.NOT_RUN, List.of()));
                    return job.fail(order.created(), Failure.internal());
                }))
                .isEmpty();

        assertThat(registry.adapters).hasSize(before);
        assertThat(store.find(FakeRegistry.TENANT, order.id())).containsInstanceOf(Job.Cancelled.class);
    }

    @Test
    void one_process_at_a_time_has_the_right_to_run() throws Exception {
        String job = job(create(minilm()));
        awaitStatus(job, "succeeded");
        assertThat(RunnerLock.take(database)).isEmpty();
    }

    @Test
    void a_bug_in_a_run_fails_the_job_and_not_the_runner() {
        training.mode = Mode.BUG;
        String job = job(create(minilm()));
        awaitStatus(job, "failed");
        as(FakeDoor.KEY).get(JOBS + "/" + job).then().body("error.code", equalTo("internal"));
        training.mode = Mode.WELL;
        awaitStatus(job(create(minilm())), "succeeded");
    }

    @Test
    void a_run_is_decided_again_when_it_starts() {
        door.denied.add(Actions.JOB_RUN);
        String job = job(create(minilm()));
        awaitStatus(job, "failed");
        as(FakeDoor.KEY).get(JOBS + "/" + job).then().body("error.message", equalTo("You may not."));
    }

    @Test
    void a_run_that_nobody_can_decide_waits_and_does_not_fail() {
        door.undecided.add(Actions.JOB_RUN);
        String job = job(create(minilm()));
        await().untilAsserted(() ->
                assertThat(outcome(Actions.JOB_RUN).outcome().code()).isEqualTo("POLICY_UNAVAILABLE"));
        awaitStatus(job, "queued");
        as(FakeDoor.KEY).get(JOBS + "/" + job).then().body("freehold.attempts", equalTo(0));

        door.undecided.clear();
        create(minilm()).statusCode(200);
        awaitStatus(job, "succeeded");
    }

    @Test
    void a_job_that_begins_to_run_while_it_is_cancelled_is_cancelled() {
        JobOrder order = JobTest.order();
        insert(order, "queued", 0);
        JobStore slow = new JobStore(database) {
            @Override
            Optional<Job> find(TenantId of, String id) {
                Optional<Job> found = super.find(of, id);
                found.filter(Job.Queued.class::isInstance)
                        .map(Job.Queued.class::cast)
                        .ifPresent(job -> move(job, job.start()));
                return found;
            }
        };
        JobObject cancelled = new JobBook(slow, events, log, Clock.systemUTC()).cancel(FakeRegistry.TENANT, order.id());
        assertThat(cancelled.status()).isEqualTo("cancelled");
    }

    @Test
    void a_cancelled_run_ends_its_worker_and_cannot_be_cancelled_twice() {
        training.mode = Mode.HANG;
        String job = job(create(minilm()));
        awaitStatus(job, "running");
        int closed = training.closed.get();
        int adapters = registry.adapters.size();

        as(FakeDoor.STRANGER).post(JOBS + "/" + job + "/cancel").then().statusCode(404);
        as(FakeDoor.KEY)
                .post(JOBS + "/" + job + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
        as(FakeDoor.KEY)
                .post(JOBS + "/" + job + "/cancel")
                .then()
                .statusCode(409)
                .body("code", equalTo("FINETUNE_JOB_OVER"));

        await().untilAsserted(() -> assertThat(training.closed.get()).isGreaterThan(closed));
        await().untilAsserted(() ->
                assertThat(outcome(Actions.JOB_RUN).outcome().code()).isEqualTo("FINETUNE_RUN_CANCELLED"));
        assertThat(registry.adapters).hasSize(adapters);
    }

    @Test
    void the_queue_holds_sixteen_and_jobs_are_listed_newest_first() {
        training.mode = Mode.HANG;
        awaitStatus(job(create(minilm())), "running");
        String body = minilm();
        String last = "";
        for (int i = 0; i < 16; i++) {
            last = job(create(body));
        }
        create(body).statusCode(429).body("code", equalTo("FINETUNE_QUEUE_FULL"));
        as(FakeDoor.KEY)
                .get(JOBS + "?limit=2")
                .then()
                .body("data", hasSize(2))
                .body("data[0].id", equalTo(last))
                .body("has_more", equalTo(true));
        as(FakeDoor.STRANGER).get(JOBS).then().body("data", hasSize(0));
        as(FakeDoor.STRANGER).get(JOBS + "/" + last).then().statusCode(404);
        as(FakeDoor.STRANGER).get(JOBS + "/" + last + "/events").then().statusCode(404);
    }

    @Test
    void a_run_that_a_stop_of_the_platform_cut_off_is_begun_again() throws Exception {
        training.mode = Mode.HANG;
        String job = job(create(minilm()));
        awaitStatus(job, "running");
        training.mode = Mode.WELL;

        // What the next process does first; the present one then sees that the attempt is no longer its own.
        queue.takeOver();

        awaitStatus(job, "succeeded");
        as(FakeDoor.KEY).get(JOBS + "/" + job).then().body("freehold.attempts", equalTo(2));
        as(FakeDoor.KEY).get(JOBS + "/" + job + "/events?limit=100").then().statusCode(200);
        List<String> messages =
                events.list(store.find(FakeRegistry.TENANT, job).orElseThrow().order(), null, 1_000).stream()
                        .map(numbered -> numbered.event().message())
                        .toList();
        assertThat(messages).contains("the platform stopped while it ran; queued to be begun again");
    }

    @Test
    void a_run_that_is_begun_again_begins_without_the_snapshots_of_its_first_attempt() throws Exception {
        training.mode = Mode.HANG;
        String job = job(create(minilm()));
        awaitStatus(job, "running");
        Path saved = Files.createDirectories(Path.of("target", "test-home", "saved-" + job));
        snapshots.keep(
                FakeRegistry.TENANT,
                job,
                new Snapshot(saved, new Snapshot.Figures(1, 10, 1, null, null)),
                new Lineage(FakeRegistry.BASE, FakeRegistry.BASE, 1, new TreeMap<>(), "none"),
                LeakTest.NOT_APPLICABLE);
        as(FakeDoor.KEY).get(JOBS + "/" + job + "/checkpoints").then().body("data", hasSize(1));

        queue.takeOver();

        as(FakeDoor.KEY).get(JOBS + "/" + job + "/checkpoints").then().body("data", hasSize(0));
    }

    @Test
    void a_passed_deadline_stops_a_run() {
        Job.Running job = new Job.Queued(JobTest.order(), 0).start();
        StopSignal stop = new StopSignal();
        try (RunWatch watch = RunWatch.over(store, job, stop, Duration.ZERO)) {
            await().untilAsserted(() -> assertThat(stop.cause()).contains(StopSignal.Cause.DEADLINE));
        }
    }

    @Test
    void the_service_is_ready() {
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("fine-tuning"));
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    private static ValidatableResponse upload(String name, List<String> lines) {
        return as(FakeDoor.KEY)
                .multiPart("purpose", "fine-tune")
                .multiPart("file", name, bytes(lines))
                .post(FILES)
                .then();
    }

    private static String file() {
        return upload("rows.jsonl", rows()).statusCode(200).extract().path("id");
    }

    private static String minilm() {
        return of("minilm");
    }

    private static String of(String model) {
        return "{\"model\":\"" + model + "\",\"training_file\":\"" + file() + "\"}";
    }

    private static ValidatableResponse create(String body) {
        return as(FakeDoor.KEY)
                .contentType("application/json")
                .body(body)
                .post(JOBS)
                .then();
    }

    private static String job(ValidatableResponse created) {
        return created.statusCode(200).extract().path("id");
    }

    private static void awaitStatus(String job, String status) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(FakeDoor.KEY)
                        .get(JOBS + "/" + job)
                        .then()
                        .extract()
                        .path("status")
                        .equals(status));
    }

    private AuditEvent outcome(String action) {
        return door.events.stream()
                .filter(event -> event.action().equals(action) && event.outcome() != null)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no outcome of " + action));
    }

    /** All bytes that the service or its registry put on disk or into the database. */
    private String everythingKept() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("target", "test-home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        database.with(handle -> handle.createQuery(
                                "select document::text from finetune_file union all select job_order::text from finetune_job")
                        .mapTo(String.class)
                        .list())
                .forEach(all::append);
        return all.toString();
    }

    private static List<String> rows() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(row("refund " + "x".repeat(i), "refund"));
            lines.add(row("greeting " + "x".repeat(i), "greeting"));
        }
        return lines;
    }

    private static String row(String text, String label) {
        return "{\"text\": \"" + text + "\", \"label\": \"" + label + "\"}";
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    /** Puts a job where it would be in a state, in place of any that another test left. */
    private void insert(JobOrder order, String state, int attempts) {
        database.with(handle -> handle.createUpdate("insert into finetune_job (tenant, id, state, attempts, job_order)"
                        + " values ('acme', :id, :state, :attempts, cast(:job_order as jsonb)) on conflict (tenant, id) do update"
                        + " set state = excluded.state, attempts = excluded.attempts, finished_at = null")
                .bind("id", order.id())
                .bind("state", state)
                .bind("attempts", attempts)
                .bind("job_order", FinetuneDatabase.json(order))
                .execute());
    }
}
