package dev.freehold.finetune;

import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.dataset.Intake;
import dev.freehold.finetune.dataset.IntakeLimits;
import dev.freehold.finetune.files.UploadGate;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.run.TrainingEngine;
import dev.freehold.finetune.run.TrainingRun;
import dev.freehold.finetune.run.djl.EngineTraining;
import dev.freehold.finetune.run.process.ProcessTraining;
import dev.freehold.finetune.snapshot.SnapshotLimits;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes this service's parts from configuration. */
@ApplicationScoped
public class FinetuneBeans {
    private static final int MEGABYTE = 1 << 20;

    /** Three copies of a weight lie in the worker's heap: as it came, as the best epoch had it, as the last one has it. */
    private static final int HEAP_BYTES_A_WEIGHT = 12;
    /** Longest time of one batch of embeddings or classifications; the run's deadline bounds all. */
    private static final Duration CALL = Duration.ofMinutes(5);

    /** At the start, as all that has bounds, so that a wrong key is told before the first request. */
    @Startup
    @Produces
    @Singleton
    IntakeLimits intakeLimits(FinetuneSettings settings) {
        return new IntakeLimits(
                settings.intake().fileBytes().asLongValue(), settings.intake().rows());
    }

    @Produces
    @Singleton
    Intake intake(IntakeLimits limits) {
        return new Intake(Scanner.standard(), limits);
    }

    @Startup
    @Produces
    @Singleton
    UploadGate uploadGate(FinetuneSettings settings) {
        return new UploadGate(settings.intake().atOnce());
    }

    @Produces
    @Singleton
    Workspace workspace(FinetuneSettings settings) {
        return new Workspace(settings.folder());
    }

    @Startup
    @Produces
    @Singleton
    SnapshotLimits snapshotLimits(FinetuneSettings settings) {
        return new SnapshotLimits(
                settings.snapshots().perJob(), settings.snapshots().bytes().asLongValue());
    }

    @Produces
    @Singleton
    RunSettings runSettings(FinetuneSettings settings) {
        return new RunSettings(
                settings.run().deadline(),
                settings.run().requireIsolation(),
                settings.snapshots().perJob() > 0,
                settings.run().fullWeights());
    }

    @Produces
    @Singleton
    @DefaultBean
    TrainingEngine trainingEngine(FinetuneSettings settings) {
        FinetuneSettings.Run run = settings.run();
        long heap = run.heap().asLongValue() / MEGABYTE;
        require(heap >= 64 && heap <= 65_536, "freehold.finetune.run.heap must be 64M to 64G");
        require(run.threads() >= 1 && run.threads() <= 256, "freehold.finetune.run.threads must be 1 to 256");
        require(
                run.fullWeights() <= run.heap().asLongValue() / HEAP_BYTES_A_WEIGHT,
                "freehold.finetune.run.full-weights takes " + HEAP_BYTES_A_WEIGHT
                        + " bytes each of freehold.finetune.run.heap: raise that, or lower it");
        return new EngineTraining(new WorkerSettings(run.engineCache(), Math.toIntExact(heap), run.threads(), true)
                .withTimeouts(CALL, run.deadline()));
    }

    @Produces
    @Singleton
    TrainingBackend trainingBackend(
            FinetuneSettings settings, ModelArtifacts artifacts, TrainingEngine engine, RunSettings run) {
        return switch (settings.backend()) {
            case PROCESS -> new ProcessTraining(new TrainingRun(artifacts, engine, run));
            case KUBERNETES -> ClusterFromConfiguration.backend(settings, run, artifacts);
        };
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
