package dev.freehold.console.jobs;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;

/** Stands in where no fine-tuning service is in this process: an empty list would be a false statement, so it says why. */
public class UnreachableTuning implements FineTuningSurface {
    static final ProblemType UNREACHABLE = new ProblemType(
            "JOBS_UNREACHABLE",
            503,
            "The tuning jobs cannot be read",
            "Start the platform with ./freehold up, which runs the console and the fine-tuning service together.");

    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        throw new ProblemException(UNREACHABLE, "This process has no fine-tuning service.");
    }
}
