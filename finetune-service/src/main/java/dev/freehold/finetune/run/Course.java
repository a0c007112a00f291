package dev.freehold.finetune.run;

import dev.freehold.finetune.evaluation.Figures;
import java.nio.file.Path;
import java.util.SortedMap;

/** How a run of one kind of rows goes: what is trained on, and what is measured. */
interface Course {
    /**
     * Trains and measures.
     *
     * @param adapter folder that the adapter is written to; must not exist
     */
    Taken take(Path adapter) throws RunBroken;

    /**
     * What came of it.
     *
     * @param parameters all that would have to be the same for the same adapter
     */
    record Taken(Tuned tuned, Figures figures, SortedMap<String, String> parameters) {}
}
