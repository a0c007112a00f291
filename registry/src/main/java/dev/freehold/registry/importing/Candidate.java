package dev.freehold.registry.importing;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.model.Evaluation;
import java.nio.file.Path;
import java.util.List;

/** A model that came in and may become a version. */
interface Candidate {
    /** Holds the version's files and no others. */
    Path folder();

    /** What it can be asked. */
    List<String> tasks();

    /**
     * Looks at it, and gives the figures that an approver sees.
     *
     * @throws ProblemException if it does not hold up
     */
    Evaluation evaluated();

    /** The figures in one line. */
    String summary();
}
