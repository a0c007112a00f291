package dev.freehold.contracts.model;

import dev.freehold.contracts.identity.TenantId;
import java.util.List;

/** Port: names to model versions. Answers from memory; safe to call on the hot path. */
public interface ModelCatalogue {
    /** Finds a version by name or by digest, whatever its state: policy decides what may be done with it. */
    Resolution resolve(TenantId tenant, String nameOrDigest);

    /** The current version of every name, sorted by name. */
    List<ModelVersion> list(TenantId tenant);
}
