package dev.freehold.finetune.registry;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import dev.freehold.enforcement.peer.registry.RemoteArtifacts;
import dev.freehold.finetune.registry.http.RemoteRegistrar;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The registry's ports for a process in which nobody implements them: over HTTP where {@code freehold.peer.registry.url} says
 * where the registry is, else closed.
 */
@Singleton
public class RegistryFromConfiguration {
    /** Why nothing can be tuned here. */
    public static final String REASON = "this process has no registry";

    @Produces
    @Singleton
    @DefaultBean
    Registrar registrar(Peers peers) {
        return peers.find(ServiceName.REGISTRY)
                .<Registrar>map(RemoteRegistrar::new)
                .orElseGet(ClosedRegistrar::new);
    }

    @Produces
    @Singleton
    @DefaultBean
    ModelCatalogue catalogue(Optional<RegistryFeed> feed) {
        return feed.isPresent() ? feed.get() : new ClosedCatalogue();
    }

    @Produces
    @Singleton
    @DefaultBean
    ModelArtifacts artifacts(Optional<RemoteArtifacts> remote) {
        return remote.isPresent() ? remote.get() : new ClosedArtifacts();
    }

    /** Whether this registrar is the closed one. */
    public static boolean standsIn(Registrar registrar) {
        return registrar instanceof ClosedRegistrar;
    }

    private static final class ClosedRegistrar implements Registrar {
        @Override
        public DatasetVersion registerDataset(
                Caller caller, String name, Path file, long rows, long masked, Label label) throws IOException {
            throw new IOException(REASON);
        }

        @Override
        public ModelVersion registerAdapter(
                Caller caller, String name, Path folder, Lineage lineage, String evaluation, LeakTest leakTest)
                throws IOException {
            throw new IOException(REASON);
        }
    }

    private static final class ClosedCatalogue implements ModelCatalogue {
        @Override
        public Resolution resolve(TenantId tenant, String nameOrDigest) {
            return new Resolution.Unavailable(REASON);
        }

        @Override
        public List<ModelVersion> list(TenantId tenant) {
            return List.of();
        }
    }

    private static final class ClosedArtifacts implements ModelArtifacts {
        @Override
        public Path model(TenantId tenant, Digest manifest) throws IOException {
            throw new IOException(REASON);
        }

        @Override
        public Path dataset(TenantId tenant, Digest dataset) throws IOException {
            throw new IOException(REASON);
        }
    }
}
