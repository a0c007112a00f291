package dev.freehold.finetune.run;

/** Who is told how a training goes, while it goes. */
public interface TrainingWatch {
    void say(String sentence);

    /**
     * One step.
     *
     * @param step from 1
     * @param steps planned
     * @param loss of the step's batch
     */
    void step(int step, int steps, double loss);

    /** The end of an epoch, saved. */
    void snapshot(Snapshot snapshot);
}
