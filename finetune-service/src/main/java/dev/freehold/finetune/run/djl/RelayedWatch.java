package dev.freehold.finetune.run.djl;

import dev.freehold.engine.worker.SavedSnapshot;
import dev.freehold.engine.worker.TuningProgress;
import dev.freehold.engine.worker.TuningWatch;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.TrainingWatch;
import java.nio.file.Path;

/** What the engine tells of a tuning, in this service's words. */
record RelayedWatch(TrainingWatch watch) implements TuningWatch {
    @Override
    public void step(TuningProgress step) {
        watch.step(step.step(), step.steps(), step.loss());
    }

    @Override
    public void snapshot(SavedSnapshot saved) {
        watch.snapshot(new Snapshot(
                Path.of(saved.folder()),
                new Snapshot.Figures(
                        saved.epoch(), saved.step(), saved.loss(), saved.heldOutLoss(), saved.heldOutAccuracy())));
    }
}
