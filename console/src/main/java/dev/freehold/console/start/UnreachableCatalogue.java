package dev.freehold.console.start;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import java.util.List;

/** Stands in where no registry is in this process: an empty list would be a false statement, so it says why. */
public class UnreachableCatalogue implements ModelCatalogue {
    static final ProblemType UNREACHABLE = new ProblemType(
            "MODELS_UNREACHABLE",
            503,
            "The models cannot be read",
            "Start the platform with ./freehold up, which runs the console and the registry together.");
    private static final String REASON = "This process has no registry.";

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        return new Resolution.Unavailable(REASON);
    }

    @Override
    public List<ModelVersion> list(TenantId tenant) {
        throw new ProblemException(UNREACHABLE, REASON);
    }
}
