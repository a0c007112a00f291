package dev.freehold.finetune.snapshot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.database.FinetuneDatabase;
import dev.freehold.finetune.fake.FakeDoor;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.fake.FakeTraining;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.testkit.postgres.Postgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
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
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value = "finetune"))
class SnapshotsTest {
    private static final String JOBS = "/api/finetune/v1/fine_tuning/jobs/";
    private static final Lineage LINEAGE =
            new Lineage(FakeRegistry.BASE, Digest.of(new byte[] {1}), 1, new TreeMap<>(), "namespace");

    @Inject
    FakeDoor door;

    @Inject
    FakeRegistry registry;

    @Inject
    FakeTraining training;

    @Inject
    SnapshotStore store;

    @Inject
    Snapshots snapshots;

    @Inject
    Workspace workspace;

    @Inject
    FinetuneDatabase database;

    @TempDir
    Path folder;

    @BeforeEach
    void fresh() {
        training.mode = FakeTraining.Mode.WELL;
        registry.failing = false;
        door.denied.clear();
        database.with(handle -> handle.execute("delete from finetune_snapshot"));
    }

    @Test
    void a_job_keeps_its_newest_three_and_their_files_alone() throws IOException {
        String job = succeeded();
        List<KeptSnapshot> kept = snapshots.list(FakeRegistry.TENANT, job, null, 100);
        assertThat(kept).extracting(each -> each.figures().epoch()).containsExactly(8, 7, 6);
        for (KeptSnapshot each : kept) {
            assertThat(Files.readString(snapshots.folder(each).resolve("adapter_config.json")))
                    .isEqualTo("{\"epoch\": " + each.figures().epoch() + "}");
        }
        snapshots.sweep();
        try (var files = Files.list(workspace.snapshots().resolve("acme"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void pages_follow_one_another_and_another_tenant_sees_none() {
        String job = succeeded();
        String first = as(FakeDoor.KEY)
                .get(JOBS + job + "/checkpoints?limit=1")
                .then()
                .body("has_more", equalTo(true))
                .body("data[0].freehold.registered", nullValue())
                .extract()
                .path("last_id");
        as(FakeDoor.KEY)
                .get(JOBS + job + "/checkpoints?after=" + first)
                .then()
                .body("data.step_number", contains(70, 60))
                .body("has_more", equalTo(false));
        as(FakeDoor.KEY).get(JOBS + job + "/checkpoints?after=ftckpt-0").then().statusCode(400);
        as(FakeDoor.STRANGER).get(JOBS + job + "/checkpoints").then().statusCode(404);
    }

    @Test
    void who_created_the_job_registers_a_snapshot_under_the_name_that_it_has() {
        String job = succeeded();
        String id = newest(job);
        as(FakeDoor.KEY)
                .post(JOBS + job + "/checkpoints/" + id + "/register")
                .then()
                .statusCode(200)
                .body("fine_tuned_model_checkpoint", equalTo("kept-step-80"))
                .body("freehold.registered", startsWith("sha256:"));
        FakeRegistry.Adapter adapter = registry.adapters.get("kept-step-80");
        assertThat(adapter.lineage().parameters()).containsEntry("snapshot_epoch", "8");
        assertThat(adapter.leakTest()).isEqualTo(LeakTest.NOT_APPLICABLE);
        assertThat(adapter.evaluation()).contains("\"metric\":\"snapshot\"", "\"valid_accuracy\":\"0.500000\"");
        as(FakeDoor.KEY)
                .get(JOBS + job + "/checkpoints")
                .then()
                .body("data[0].freehold.registered", startsWith("sha256:"))
                .body("data[2].freehold.registered", nullValue());
    }

    @Test
    void the_epoch_that_became_the_result_is_the_result_and_not_registered_twice() {
        String job = succeeded();
        String result = as(FakeDoor.KEY).get(JOBS + job).then().extract().path("freehold.adapter");
        String id = as(FakeDoor.KEY)
                .get(JOBS + job + "/checkpoints")
                .then()
                .body("data[1].freehold.epoch", equalTo(7))
                .body("data[1].fine_tuned_model_checkpoint", equalTo("kept"))
                .body("data[1].freehold.registered", equalTo(result))
                .extract()
                .path("data[1].id");
        as(FakeDoor.KEY)
                .post(JOBS + job + "/checkpoints/" + id + "/register")
                .then()
                .statusCode(200)
                .body("freehold.registered", equalTo(result));
        assertThat(registry.adapters).doesNotContainKey("kept-step-70");
    }

    @Test
    void nobody_else_registers_one_nor_does_anybody_against_policy_or_one_that_is_gone() {
        String job = succeeded();
        String path = JOBS + job + "/checkpoints/" + newest(job) + "/register";
        as(FakeDoor.COLLEAGUE).post(path).then().statusCode(403).body("code", equalTo("FINETUNE_SNAPSHOT_OF_ANOTHER"));
        as(FakeDoor.STRANGER).post(path).then().statusCode(404);
        as(FakeDoor.KEY)
                .post(JOBS + job + "/checkpoints/ftckpt-0/register")
                .then()
                .statusCode(404)
                .body("code", equalTo("FINETUNE_SNAPSHOT_NOT_FOUND"));
        registry.failing = true;
        as(FakeDoor.KEY).post(path).then().statusCode(503);
        door.denied.add(Actions.JOB_READ);
        as(FakeDoor.KEY).post(path).then().statusCode(403).body("code", equalTo("NOT_YOU"));
        assertThat(registry.adapters).doesNotContainKey("gone-step-80");
    }

    @Test
    void the_oldest_go_when_all_together_take_more_than_they_may() throws IOException {
        String job = succeeded();
        Snapshots small = new Snapshots(store, workspace, new SnapshotLimits(50, 1 << 20), Clock.systemUTC());
        KeptSnapshot first = small.keep(FakeRegistry.TENANT, job, saved(1, 600_000), LINEAGE, LeakTest.NOT_RUN);
        assertThat(snapshots.folder(first)).isDirectory();
        KeptSnapshot second = small.keep(FakeRegistry.TENANT, job, saved(2, 600_000), LINEAGE, LeakTest.NOT_RUN);
        assertThat(snapshots.folder(first)).doesNotExist();
        assertThat(snapshots.list(FakeRegistry.TENANT, job, null, 100)).containsExactly(second);
        assertThat(second.bytes()).isEqualTo(600_000);
    }

    @Test
    void what_a_crash_left_without_a_row_is_swept_away() throws IOException {
        KeptSnapshot kept = snapshots.keep(FakeRegistry.TENANT, succeeded(), saved(1, 10), LINEAGE, LeakTest.NOT_RUN);
        Path orphan = snapshots.folder(kept).resolveSibling("ftckpt-00");
        Files.createDirectories(orphan);
        snapshots.sweep();
        assertThat(orphan).doesNotExist();
        assertThat(snapshots.folder(kept)).isDirectory();
    }

    @Test
    void limits_are_bounded() {
        assertThatThrownBy(() -> new SnapshotLimits(51, 1 << 20)).hasMessageContaining("per-job must be 0 to 50");
        assertThatThrownBy(() -> new SnapshotLimits(3, 1)).hasMessageContaining("bytes must be 1M to 1T");
    }

    private Snapshot saved(int epoch, int bytes) throws IOException {
        Path saved = Files.createDirectories(workspace.newRun().resolve("epoch-" + epoch));
        Files.write(saved.resolve("adapter_model.safetensors"), new byte[bytes]);
        return new Snapshot(saved, new Snapshot.Figures(epoch, epoch, 1, null, null));
    }

    private static String newest(String job) {
        return as(FakeDoor.KEY)
                .get(JOBS + job + "/checkpoints")
                .then()
                .extract()
                .path("first_id");
    }

    private static String succeeded() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("{\"text\": \"refund " + "x".repeat(i) + "\", \"label\": \"refund\"}");
            lines.add("{\"text\": \"greeting " + "x".repeat(i) + "\", \"label\": \"greeting\"}");
        }
        String file = as(FakeDoor.KEY)
                .multiPart("purpose", "fine-tune")
                .multiPart("file", "rows.jsonl", String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post("/api/finetune/v1/files")
                .then()
                .extract()
                .path("id");
        String job = as(FakeDoor.KEY)
                .contentType("application/json")
                .body("{\"model\":\"minilm\",\"training_file\":\"" + file + "\",\"suffix\":\"kept\"}")
                .post(JOBS)
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as(FakeDoor.KEY)
                        .get(JOBS + job)
                        .then()
                        .extract()
                        .path("status")
                        .equals("succeeded"));
        return job;
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
