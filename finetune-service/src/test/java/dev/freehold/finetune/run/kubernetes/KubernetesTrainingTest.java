package dev.freehold.finetune.run.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.RowKind;
import dev.freehold.finetune.dataset.Rows;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.Tuned;
import dev.freehold.finetune.run.TunedWeights;
import dev.freehold.finetune.run.djl.NegationRows;
import dev.freehold.finetune.run.staged.RunEnd;
import dev.freehold.finetune.run.staged.RunLine;
import dev.freehold.finetune.run.staged.RunReport;
import dev.freehold.finetune.run.staged.RunSpec;
import dev.freehold.finetune.run.staged.StagedInputs;
import dev.freehold.finetune.run.staged.StagedRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs as Jobs of a real control plane; what a container would do, the test does. */
@Timeout(120)
class KubernetesTrainingTest {
    private static final Hyperparameters KNOBS = Hyperparameters.defaultsFor(RowKind.CLASSIFICATION);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static ControlPlane plane;

    @TempDir
    private Path folder;

    private final FakeRegistry registry = new FakeRegistry();
    private final Journal journal = new Journal();
    private final StopSignal stop = new StopSignal();
    private final RunId run =
            new RunId(FakeRegistry.TENANT, "ftjob-" + HexFormat.of().formatHex(randomBytes()), 1);
    private Path shared;
    private CompletableFuture<RunOutcome> latest = new CompletableFuture<>();
    private RunInputs inputs;

    @BeforeAll
    static void control_plane() throws Exception {
        plane = ControlPlane.start(
                "jobs-" + HexFormat.of().formatHex(randomBytes()).substring(0, 8), "restricted");
    }

    @AfterAll
    static void gone() {
        if (plane != null) {
            plane.close();
        }
    }

    @BeforeEach
    void inputs() throws Exception {
        shared = Files.createDirectory(folder.resolve("shared"));
        Path base = Files.createDirectory(folder.resolve("base"));
        Files.writeString(base.resolve("config.json"), "{}");
        Files.writeString(base.resolve("model.safetensors"), "weights");
        registry.baseAt(base);
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String label = i % 2 == 0 ? "refund" : "greeting";
            rows.add(new LabelledText(label + " " + "x".repeat(i), label));
        }
        Path file = folder.resolve("rows.jsonl");
        RowFile.write(file, new Rows.Classification(rows));
        Caller dana = new Caller(FakeRegistry.TENANT, "dana", "key", Set.of(Role.DATA_ENGINEER), null);
        Digest dataset = registry.registerDataset(dana, "rows", file, 40, 0, Label.PUBLIC)
                .digest();
        inputs = new RunInputs(FakeRegistry.TENANT, FakeRegistry.BASE, dataset, null, 11, KNOBS);
        plane.logs();
    }

    @AfterEach
    void no_job_runs_on() {
        plane.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(plane.namespace)
                .withName(run.toString())
                .delete();
    }

    @Test
    void a_run_that_trains_comes_back_with_its_lines_its_snapshot_and_its_adapter() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        Pod pod = running();
        Path out = write("weights of the adapter");
        Path epoch = Files.createDirectories(out.resolve(StagedRun.SNAPSHOTS).resolve("epoch-1"));
        Files.writeString(epoch.resolve("adapter_config.json"), "{\"epoch\": 1}");
        plane.logs(
                "a library greets",
                line(new RunLine(1, "rows to train on", null, null)),
                line(new RunLine(2, null, new RunLine.Progress(1, 10, 0.5), null)),
                line(new RunLine(
                        3,
                        null,
                        null,
                        new RunLine.SavedEpoch(
                                "epoch-1",
                                StagedInputs.written(epoch),
                                new Snapshot.Figures(1, 10, 0.5, null, null),
                                lineage(),
                                LeakTest.NOT_APPLICABLE))));
        await().atMost(LONG).untilAsserted(() -> assertThat(journal.snapshots).hasSize(1));
        plane.end(pod, 0, "Completed", report(out));

        RunOutcome.Trained trained = (RunOutcome.Trained) outcome.get(60, TimeUnit.SECONDS);
        assertThat(trained.adapter().resolve("adapter_model.safetensors")).hasContent("weights of the adapter");
        assertThat(trained.lineage()).isEqualTo(lineage());
        assertThat(((Evaluation) trained.figures()).labels()).containsExactly("greeting", "refund");
        assertThat(journal.sentences).containsOnlyOnce("rows to train on").noneMatch(said -> said.contains("greets"));
        assertThat(journal.steps.get()).isEqualTo(1);
        assertThat(journal.snapshots.get(0)).hasContent("{\"epoch\": 1}");
        assertThat(StagedRun.of(shared, run).note(".")).doesNotExist();
    }

    @Test
    void the_jobs_own_command_trains_a_real_model_on_this_machine() throws Exception {
        Path base = folder.resolve("minilm");
        copy("/all-minilm-l6-v2.onnx", folder.resolve("model.onnx"));
        copy("/all-minilm-l6-v2-tokenizer.json", folder.resolve("tokenizer.json"));
        Path cache = Path.of("target", "native-cache").toAbsolutePath();
        try (EngineWorker worker = EngineWorker.start(new WorkerSettings(cache, 512, 1, true))) {
            worker.convertOnnx(
                    folder.resolve("model.onnx"), folder.resolve("tokenizer.json"), base, List.of("A cat sits."));
        }
        registry.baseAt(base);
        Path rows = folder.resolve("negation.jsonl");
        RowFile.write(rows, new Rows.Classification(NegationRows.all()));
        Caller dana = new Caller(FakeRegistry.TENANT, "dana", "key", Set.of(Role.DATA_ENGINEER), null);
        Digest dataset = registry.registerDataset(dana, "negation", rows, 0, 0, Label.PUBLIC)
                .digest();
        inputs = new RunInputs(
                FakeRegistry.TENANT,
                FakeRegistry.BASE,
                dataset,
                null,
                11,
                new Hyperparameters(2, 8, 1, 1, 3, TunedWeights.LORA));
        CompletableFuture<RunOutcome> outcome = execute(settings());
        Pod pod = running();
        HostPod container = HostPod.run(
                job().getSpec().getTemplate().getSpec(), shared, Files.createDirectory(folder.resolve("node")));
        assertThat(container.exitCode()).as(container.lastWord()).isZero();
        plane.logs(container.lines().toArray(String[]::new));
        plane.end(pod, container.exitCode(), "Completed", container.lastWord());

        RunOutcome.Trained trained = (RunOutcome.Trained) outcome.get(60, TimeUnit.SECONDS);
        assertThat(journal.steps.get()).isEqualTo(trained.tuned().steps());
        assertThat(journal.snapshots).hasSize(trained.tuned().epochs());
        assertThat(journal.sentences).anyMatch(said -> said.startsWith("network isolation:"));
        registry.registerAdapter(
                dana,
                "from-a-pod",
                trained.adapter(),
                trained.lineage(),
                trained.figures().canonical(),
                trained.figures().leakTest());
        assertThat(registry.adapters.get("from-a-pod").files())
                .containsExactlyInAnyOrder("adapter_config.json", "adapter_model.safetensors", "labels.json");
    }

    private static void copy(String resource, Path to) throws Exception {
        try (InputStream in = KubernetesTrainingTest.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }

    @Test
    void the_job_is_all_that_a_restricted_cluster_asks_for_and_holds_no_credential() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        running();
        Job job = job();
        var pod = job.getSpec().getTemplate().getSpec();
        var container = pod.getContainers().get(0);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getServiceAccountName()).isEqualTo(ControlPlane.ACCOUNT);
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getSecret() == null && volume.getProjected() == null);
        assertThat(container.getEnv()).isEmpty();
        assertThat(container.getEnvFrom()).isEmpty();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory", "ephemeral-storage");
        assertThat(container.getVolumeMounts().get(0).getReadOnly()).isTrue();
        assertThat(container.getVolumeMounts().get(0).getSubPath()).isEqualTo("acme/" + run + "/in");
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
        assertThat(job.getMetadata().getLabels())
                .containsEntry("freehold.dev/tenant", "acme")
                .containsEntry("freehold.dev/job", run.job());
        StagedInputs staged = StagedInputs.open(
                StagedRun.of(shared, run).note(StagedRun.IN),
                new Digest(container.getCommand().get(10)));
        assertThat(staged.spec().inputs()).isEqualTo(inputs);
        stop.stop(StopSignal.Cause.CANCELLED);
        outcome.get(60, TimeUnit.SECONDS);
    }

    @Test
    void a_run_that_says_why_it_failed_fails_with_that_and_is_not_tried_again() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        plane.end(running(), RunEnd.BROKE, "Error", end(new RunEnd(null, new Failure("worker_failed", "exit 134"))));
        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isEqualTo(new RunOutcome.Broke(new Failure("worker_failed", "exit 134")));
        assertThat(plane.pods(run.toString())).hasSize(1);
    }

    @Test
    void a_container_that_is_killed_for_memory_fails_the_run_with_how_it_ended() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        plane.end(running(), 137, "OOMKilled", "");
        assertThat(failure(outcome)).contains("exit code 137 (OOMKilled)");
    }

    @Test
    void a_result_that_is_not_what_the_run_wrote_is_refused() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        Pod pod = running();
        Path out = write("weights of the adapter");
        String end = report(out);
        Files.writeString(out.resolve(StagedRun.ADAPTER).resolve("adapter_model.safetensors"), "other weights");
        plane.end(pod, 0, "Completed", end);
        assertThat(failure(outcome)).contains("adapter_model.safetensors of the result is not what the run wrote");
    }

    @Test
    void a_report_that_was_exchanged_is_refused_and_so_is_a_link_out_of_the_folder() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        Pod pod = running();
        Path out = write("weights of the adapter");
        String end = report(out);
        Path weights = out.resolve(StagedRun.ADAPTER).resolve("adapter_model.safetensors");
        Files.move(weights, folder.resolve("elsewhere"));
        Files.createSymbolicLink(weights, folder.resolve("elsewhere"));
        plane.end(pod, 0, "Completed", end);
        assertThat(failure(outcome)).contains("the run's result");
    }

    @Test
    void a_pod_that_the_cluster_loses_is_tried_again_as_often_as_configured() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        plane.disrupt(running());
        Pod second = running();
        plane.disrupt(second);
        assertThat(failure(outcome)).contains("BackoffLimitExceeded");
        assertThat(plane.pods(run.toString())).hasSize(2);
    }

    @Test
    void pods_that_a_quota_refuses_fail_the_run_with_that_reason() throws Exception {
        try (ControlPlane strict = ControlPlane.start(plane.namespace + "-q", "restricted")) {
            strict.client
                    .resourceQuotas()
                    .inNamespace(strict.namespace)
                    .resource(new ResourceQuotaBuilder()
                            .withNewMetadata()
                            .withName("small")
                            .endMetadata()
                            .withNewSpec()
                            .addToHard("limits.memory", new Quantity("64Mi"))
                            .endSpec()
                            .build())
                    .create();
            assertThat(failure(execute(settings(strict.namespace, Map.of(), 600, 3), strict.client)))
                    .contains("no pod of the run started")
                    .contains("exceeded quota: small");
        }
    }

    @Test
    void pods_that_pod_security_refuses_fail_the_run_with_that_reason() throws Exception {
        Map<String, String> unconfined =
                Map.of("container.apparmor.security.beta.kubernetes.io/training", "unconfined");
        assertThat(failure(execute(settings(plane.namespace, unconfined, 600, 3))))
                .contains("no pod of the run started", "violates PodSecurity", "forbidden AppArmor profile");
        assertThat(journal.sentences).anyMatch(said -> said.contains("violates PodSecurity"));
        assertThat(job()).isNull();
    }

    @Test
    void a_cancelled_run_leaves_no_job_no_pod_and_no_file() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        running();
        stop.stop(StopSignal.Cause.CANCELLED);
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Stopped(StopSignal.Cause.CANCELLED));
        assertThat(job()).isNull();
        assertThat(plane.pods(run.toString())).isEmpty();
        assertThat(StagedRun.of(shared, run).note(".")).doesNotExist();
    }

    @Test
    void a_run_past_its_deadline_is_ended_by_the_cluster_itself() throws Exception {
        CompletableFuture<RunOutcome> outcome =
                execute(settings(plane.namespace, ControlPlane.untilTheTestEndsThem(), 4, 60));
        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        RunOutcome.Broke.class,
                        broke -> assertThat(broke.failure().code()).isEqualTo("deadline_passed"));
    }

    @Test
    void a_run_is_taken_up_again_by_the_next_process_and_no_line_is_told_twice() throws Exception {
        CompletableFuture<RunOutcome> first = execute(settings());
        Pod pod = running();
        plane.logs(line(new RunLine(1, "told before the stop", null, null)));
        await().atMost(LONG).untilAsserted(() -> assertThat(journal.sentences).contains("told before the stop"));
        stop.stop(StopSignal.Cause.SHUTDOWN);
        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Stopped(StopSignal.Cause.SHUTDOWN));
        assertThat(job()).isNotNull();

        plane.logs(
                line(new RunLine(1, "told before the stop", null, null)),
                line(new RunLine(2, "told after the stop", null, null)));
        KubernetesTraining next = backend(settings(), plane.client);
        next.discardAllBut(Set.of(run));
        CompletableFuture<RunOutcome> second = CompletableFuture.supplyAsync(
                () -> next.execute(run, inputs, folder.resolve("adapter"), journal, new StopSignal()));
        plane.end(pod, 0, "Completed", report(write("weights of the adapter")));
        assertThat(second.get(60, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Trained.class);
        assertThat(journal.sentences).containsOnlyOnce("told before the stop", "told after the stop");
    }

    @Test
    void what_no_run_claims_is_ended_and_removed_at_the_start() throws Exception {
        CompletableFuture<RunOutcome> first = execute(settings());
        running();
        stop.stop(StopSignal.Cause.SHUTDOWN);
        first.get(60, TimeUnit.SECONDS);
        backend(settings(), plane.client).discardAllBut(Set.of());
        assertThat(job()).isNull();
        assertThat(StagedRun.of(shared, run).note(".")).doesNotExist();
    }

    @Test
    void a_cluster_that_does_not_answer_is_borne_for_as_long_as_configured() throws Exception {
        try (KubernetesClient nobody = ControlPlane.clientOf(new ConfigBuilder()
                .withMasterUrl("https://127.0.0.1:1")
                .withAutoConfigure(false)
                .build())) {
            CompletableFuture<RunOutcome> outcome = execute(settings(plane.namespace, Map.of(), 600, 3), nobody);
            assertThat(outcome.get(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            RunOutcome.Broke.class,
                            broke -> assertThat(broke.failure().code()).isEqualTo("cluster_unreachable"));
        }
        assertThat(journal.sentences)
                .containsExactly("the cluster does not answer; the run is followed again once it does");
    }

    @Test
    void somebody_who_deletes_the_job_fails_the_run() throws Exception {
        CompletableFuture<RunOutcome> outcome = execute(settings());
        running();
        plane.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(plane.namespace)
                .withName(run.toString())
                .delete();
        assertThat(failure(outcome)).contains("somebody deleted the run's Job");
    }

    private ClusterSettings settings() {
        return settings(plane.namespace, ControlPlane.untilTheTestEndsThem(), 600, 60);
    }

    private ClusterSettings settings(
            String namespace, Map<String, String> annotations, long deadlineSeconds, long patienceSeconds) {
        return new ClusterSettings(
                namespace,
                "freehold/finetune-service:test",
                "/opt/freehold",
                ControlPlane.CLAIM,
                shared,
                ControlPlane.ACCOUNT,
                1001,
                2_048,
                1_024,
                1,
                new ClusterSettings.Patience(Duration.ofSeconds(patienceSeconds), Duration.ofSeconds(patienceSeconds)),
                Duration.ofMinutes(5),
                annotations,
                new RunSpec.Limits(deadlineSeconds, false, true, 1_000_000, 512, 1));
    }

    private CompletableFuture<RunOutcome> execute(ClusterSettings settings) {
        return execute(settings, plane.client);
    }

    private CompletableFuture<RunOutcome> execute(ClusterSettings settings, KubernetesClient client) {
        KubernetesTraining backend = backend(settings, client);
        latest = CompletableFuture.supplyAsync(
                () -> backend.execute(run, inputs, folder.resolve("adapter"), journal, stop));
        return latest;
    }

    private KubernetesTraining backend(ClusterSettings settings, KubernetesClient client) {
        return new KubernetesTraining(settings, registry, client);
    }

    private Pod running() {
        await().atMost(LONG).until(() -> {
            if (latest.isDone()) {
                throw new AssertionError("the run ended before a pod ran: " + latest.join());
            }
            return plane.running(run.toString()).isPresent();
        });
        return plane.running(run.toString()).orElseThrow();
    }

    private Job job() {
        return plane.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(plane.namespace)
                .withName(run.toString())
                .get();
    }

    private static String failure(CompletableFuture<RunOutcome> outcome) throws Exception {
        return ((RunOutcome.Broke) outcome.get(60, TimeUnit.SECONDS)).failure().message();
    }

    private Lineage lineage() {
        return new Lineage(
                inputs.base(), inputs.dataset(), inputs.seed(), new TreeMap<>(Map.of("epochs", "8")), "policy");
    }

    /** What a container writes. */
    private Path write(String weights) throws Exception {
        Path out = StagedRun.of(shared, run).note(StagedRun.OUT);
        Path adapter = Files.createDirectories(out.resolve(StagedRun.ADAPTER));
        Files.writeString(adapter.resolve("adapter_model.safetensors"), weights);
        Files.writeString(adapter.resolve("adapter_config.json"), "{}");
        return out;
    }

    /** Its report, and the last word that names it. */
    private String report(Path out) throws Exception {
        List<String> truth = List.of("refund", "greeting", "refund", "greeting");
        RunOutcome.Trained trained = new RunOutcome.Trained(
                out,
                lineage(),
                Evaluation.compare(truth, List.of("refund", "refund", "refund", "refund"), truth, 11),
                new Tuned(10, 1, 1, 1.0, 0.5, 42, 1_000L),
                1.5);
        byte[] report = Json.MAPPER.writeValueAsBytes(
                RunReport.of(trained, StagedInputs.written(out.resolve(StagedRun.ADAPTER))));
        Files.write(out.resolve(RunReport.FILE), report);
        return end(new RunEnd(Digest.of(report), null));
    }

    private static String end(RunEnd end) {
        return new String(end.bytes(), StandardCharsets.UTF_8);
    }

    private static String line(RunLine line) throws Exception {
        return new String(line.bytes(), StandardCharsets.UTF_8).strip();
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[12];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static final class Journal implements RunJournal {
        private final List<String> sentences = new CopyOnWriteArrayList<>();
        private final List<Path> snapshots = new CopyOnWriteArrayList<>();
        private final AtomicInteger steps = new AtomicInteger();

        @Override
        public void say(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public void step(int step, int planned, double loss) {
            steps.incrementAndGet();
        }

        @Override
        public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
            snapshots.add(snapshot.folder().resolve("adapter_config.json"));
        }
    }
}
