package dev.freehold.finetune.run.kubernetes;

import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.run.staged.RunEnd;
import dev.freehold.finetune.run.staged.RunReport;
import dev.freehold.finetune.run.staged.StagedRun;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** Runs as Jobs of a cluster. A run goes on when this process ends; the next one finds its Job again by name. */
public final class KubernetesTraining implements TrainingBackend, AutoCloseable {
    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int REQUEST_MILLISECONDS = 10_000;
    private static final String DEADLINE = "DeadlineExceeded";

    private final ClusterSettings settings;
    private final ModelArtifacts artifacts;
    private final Cluster cluster;
    private final Remnants remnants;

    public KubernetesTraining(ClusterSettings settings, ModelArtifacts artifacts, KubernetesClient client) {
        this.settings = settings;
        this.artifacts = artifacts;
        this.cluster = new Cluster(client, settings.namespace());
        this.remnants = new Remnants(cluster, settings);
    }

    /** A client of the cluster that this process runs in, or that its {@code KUBECONFIG} names; it waits for no answer long. */
    public static KubernetesClient client() {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withConnectionTimeout(CONNECT_MILLISECONDS)
                .withRequestTimeout(REQUEST_MILLISECONDS)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public RunOutcome execute(RunId run, RunInputs inputs, Path adapter, RunJournal journal, StopSignal stop) {
        StagedRun staged = StagedRun.of(settings.shared(), run);
        try (ClusterRun clusterRun = new ClusterRun(cluster, settings, run, journal, stop)) {
            Job job = clusterRun.begin(staged, inputs, artifacts);
            Path snapshots = adapter.resolveSibling(adapter.getFileName() + ".snapshots");
            RunOutcome.Trained trained = result(
                    clusterRun.follow(new LineRelay(staged, inputs, snapshots, settings.mostResultBytes(), journal)),
                    staged,
                    inputs,
                    adapter);
            remnants.removeFiles(job.getMetadata().getName(), staged);
            return trained;
        } catch (RunBroken e) {
            remnants.discard(run);
            return new RunOutcome.Broke(e.failure());
        } catch (ClusterRun.Stopped e) {
            return stopped(run, stop);
        } catch (IOException e) {
            remnants.discard(run);
            return new RunOutcome.Broke(Failure.worker("the run's result: " + e.getMessage()));
        }
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }

    @Override
    public void discard(RunId run) {
        remnants.discard(run);
    }

    @Override
    public void discardAllBut(Set<RunId> runs) {
        remnants.discardAllBut(runs);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private RunOutcome.Trained result(Sight.Over over, StagedRun staged, RunInputs inputs, Path adapter)
            throws RunBroken, IOException {
        if (over.reason() != null) {
            throw new RunBroken(failure(over));
        }
        RunEnd end = over.end()
                .flatMap(RunEnds::said)
                .orElseThrow(() -> new IOException("its pod is gone, and its last word with it"));
        if (end.report() == null) {
            throw new IOException("its container ended well and says that it failed");
        }
        RunReport report = staged.report(end.report(), inputs);
        staged.takeAdapter(report, adapter, settings.mostResultBytes());
        return report.trained(adapter);
    }

    private Failure failure(Sight.Over over) {
        if (DEADLINE.equals(over.reason())) {
            return Failure.deadline("the run was not done within "
                    + settings.limits().settings().deadline());
        }
        return over.end()
                .flatMap(RunEnds::said)
                .map(RunEnd::failure)
                .filter(Objects::nonNull)
                .orElseGet(() -> Failure.worker(over.end().map(RunEnds::told).orElse("the run's pod was lost") + "; "
                        + over.reason() + ": " + over.message()));
    }

    private RunOutcome stopped(RunId run, StopSignal stop) {
        StopSignal.Cause cause = stop.cause().orElse(StopSignal.Cause.SHUTDOWN);
        if (cause == StopSignal.Cause.SHUTDOWN) {
            return new RunOutcome.Stopped(cause);
        }
        remnants.discard(run);
        return cause == StopSignal.Cause.CANCELLED
                ? new RunOutcome.Stopped(cause)
                : new RunOutcome.Broke(Failure.deadline("the run was not done within "
                        + settings.limits().settings().deadline()));
    }
}
