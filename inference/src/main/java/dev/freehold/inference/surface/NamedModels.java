package dev.freehold.inference.surface;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Versions by digest: a name stands for another version tomorrow, so the gateway, which decided on one version, asks for that
 * one. Another tenant's is written {@code TENANT/sha256:...}.
 */
@ApplicationScoped
public class NamedModels {
    private final ModelCatalogue catalogue;
    private final TenantId tenant;

    NamedModels(
            ModelCatalogue catalogue,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.catalogue = catalogue;
        this.tenant = new TenantId(tenant);
    }

    ModelVersion find(String name) {
        int slash = name.indexOf('/');
        Resolution resolution;
        try {
            TenantId owner = slash < 0 ? tenant : new TenantId(name.substring(0, slash));
            resolution = catalogue.resolve(owner, new Digest(name.substring(slash + 1)).value());
        } catch (IllegalArgumentException notADigest) {
            throw SurfaceRefusal.unknownModel();
        }
        if (resolution instanceof Resolution.Resolved resolved) {
            return resolved.version();
        }
        if (resolution instanceof Resolution.Unavailable unavailable) {
            throw SurfaceRefusal.unavailable(unavailable.reason());
        }
        throw SurfaceRefusal.unknownModel();
    }

    List<ModelVersion> all() {
        return catalogue.list(tenant);
    }
}
