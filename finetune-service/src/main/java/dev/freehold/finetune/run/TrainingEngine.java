package dev.freehold.finetune.run;

import java.io.IOException;
import java.nio.file.Path;

/** Port: what trains and runs models, one session a run; where a run is led from, it is at hand. */
public interface TrainingEngine {
    /** Starts a session in which nothing of an earlier run is left. */
    TrainingSession open() throws RunBroken;

    /**
     * Looks at a base before anything is asked of it; nothing of it is loaded.
     *
     * @throws IOException if its files cannot be read
     */
    BaseTraits traits(Path base) throws IOException;
}
