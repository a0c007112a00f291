package dev.freehold.policy.rego;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;

/** Turns what is wrong with a build into the problem that its author reads. */
final class RefusedBuild {
    private RefusedBuild() {}

    static ProblemException because(ProblemType type, String detail, Exception cause) {
        ProblemException problem = new ProblemException(type, detail);
        problem.initCause(cause);
        return problem;
    }
}
