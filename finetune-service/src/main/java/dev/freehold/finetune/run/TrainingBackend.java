package dev.freehold.finetune.run;

/** Port: what trains and runs models, one session a run. */
public interface TrainingBackend {
    /** Starts a session in which nothing of an earlier run is left. */
    TrainingSession open() throws RunBroken;
}
