package dev.freehold.registry.model;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.registry.blob.BlobStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a folder of files into quarantine: first every blob, then the version that names them. */
@Singleton
public class ModelIntake {
    private final BlobStore blobs;
    private final ModelVersions versions;
    private final Clock clock;

    ModelIntake(BlobStore blobs, ModelVersions versions, Clock clock) {
        this.blobs = blobs;
        this.versions = versions;
        this.clock = clock;
    }

    /**
     * What is known of files that come in.
     *
     * @param lineage what they were made of; absent for weights that were not tuned here
     * @param leakTest what is shown of their reciting what they were tuned on
     */
    public record Provenance(
            TenantId tenant,
            String name,
            ModelKind kind,
            List<String> tasks,
            String licence,
            Label label,
            String creator,
            @Nullable Lineage lineage,
            LeakTest leakTest) {
        public Provenance {
            tasks = tasks.stream().sorted().toList();
        }
    }

    /** Gives the version of these files: a fresh one in quarantine, or where the same one stands by now. */
    public Lifecycle take(Provenance provenance, Path folder) throws IOException {
        Manifest manifest = Manifest.of(folder);
        for (Manifest.ManifestFile file : manifest.files()) {
            blobs.keep(provenance.tenant(), file.digest(), folder.resolve(file.path()));
        }
        return versions.quarantine(new Lifecycle.Quarantined(version(provenance, manifest.digest())), manifest);
    }

    private ModelVersion version(Provenance provenance, Digest digest) {
        return new ModelVersion(
                provenance.tenant(),
                provenance.name(),
                digest,
                provenance.kind(),
                ModelState.QUARANTINED,
                provenance.tasks(),
                provenance.licence(),
                provenance.label(),
                provenance.creator(),
                // PostgreSQL keeps microseconds; the version in memory must be equal to the one read back.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                provenance.lineage(),
                provenance.leakTest());
    }
}
