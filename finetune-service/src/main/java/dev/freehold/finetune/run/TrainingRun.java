package dev.freehold.finetune.run;

import dev.freehold.contracts.model.ModelArtifacts;
import java.nio.file.Path;
import java.util.Optional;

/** Runs one job from its inputs to a measured adapter: prove the network denied, split, train, compare with the base. */
public final class TrainingRun {
    private final ModelArtifacts artifacts;
    private final TrainingEngine engine;
    private final RunSettings settings;

    public TrainingRun(ModelArtifacts artifacts, TrainingEngine engine, RunSettings settings) {
        this.artifacts = artifacts;
        this.engine = engine;
        this.settings = settings;
    }

    /**
     * Runs to the end.
     *
     * @param adapter folder that the adapter is written to; must not exist, nor the one of its name and {@code .snapshots}
     */
    public RunOutcome execute(RunInputs inputs, Path adapter, RunJournal journal, StopSignal stop) {
        try (TrainingSession session = engine.open()) {
            stop.guard(session::close);
            Attempt attempt = new Attempt(inputs, session, journal, artifacts);
            return stopped(stop).isPresent() ? stopped(stop).orElseThrow() : attempt.run(adapter, settings);
        } catch (RunBroken e) {
            // A worker that was ended from outside breaks too: the cause is then the ending, not the break.
            return stopped(stop).orElseGet(() -> new RunOutcome.Broke(e.failure()));
        }
    }

    private Optional<RunOutcome> stopped(StopSignal stop) {
        return stop.cause()
                .map(cause -> cause == StopSignal.Cause.DEADLINE
                        ? new RunOutcome.Broke(Failure.deadline("the run was not done within " + settings.deadline()))
                        : new RunOutcome.Stopped(cause));
    }
}
