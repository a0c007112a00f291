package dev.freehold.finetune.run.djl;

import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.run.TrainingSession;

/** Training in the engine: each session is a worker JVM of its own, network denied where the machine allows that. */
public final class EngineTraining implements TrainingBackend {
    private final WorkerSettings settings;

    public EngineTraining(WorkerSettings settings) {
        this.settings = settings;
    }

    @Override
    public TrainingSession open() throws RunBroken {
        try {
            return new EngineSession(EngineWorker.start(settings), settings.threads());
        } catch (WorkerFailed e) {
            throw EngineSession.broken("start", e);
        }
    }
}
