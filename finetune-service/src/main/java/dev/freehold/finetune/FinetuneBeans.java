package dev.freehold.finetune;

import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.dataset.Intake;
import dev.freehold.finetune.dataset.IntakeLimits;
import dev.freehold.finetune.files.UploadGate;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.run.TrainingRun;
import dev.freehold.finetune.run.djl.EngineTraining;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes this service's parts from configuration. */
@ApplicationScoped
public class FinetuneBeans {
    private static final int MEGABYTE = 1 << 20;

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

    @Produces
    @Singleton
    RunSettings runSettings(FinetuneSettings settings) {
        return new RunSettings(settings.run().deadline(), settings.run().requireIsolation());
    }

    @Produces
    @Singleton
    @DefaultBean
    TrainingBackend trainingBackend(FinetuneSettings settings) {
        FinetuneSettings.Run run = settings.run();
        long heapMegabytes = run.heap().asLongValue() / MEGABYTE;
        return new EngineTraining(
                new WorkerSettings(run.engineCache(), Math.toIntExact(heapMegabytes), run.threads(), true));
    }

    @Produces
    @Singleton
    TrainingRun trainingRun(ModelArtifacts artifacts, TrainingBackend backend, RunSettings settings) {
        return new TrainingRun(artifacts, backend, settings);
    }
}
