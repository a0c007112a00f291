package dev.freehold.finetune.run;

/** Port: where a run tells how it goes, for the person who watches. */
public interface RunJournal {
    void say(String sentence);

    /**
     * One training step.
     *
     * @param step from 1
     * @param steps planned
     * @param loss of the step's batch
     */
    void step(int step, int steps, double loss);
}
