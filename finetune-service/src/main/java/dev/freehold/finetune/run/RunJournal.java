package dev.freehold.finetune.run;

import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;

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

    /**
     * The end of an epoch, saved; its folder goes with the run unless it is moved now.
     *
     * @param lineage what it was made of
     * @param leakTest what is shown of its reciting its rows: the run tests its result alone
     */
    void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest);
}
