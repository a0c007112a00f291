package dev.freehold.registry.tuning;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.registry.blob.BlobStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Takes masked datasets in: first the blob, then the version that names it. */
@Singleton
class DatasetIntake {
    private final BlobStore blobs;
    private final Datasets datasets;
    private final Clock clock;

    DatasetIntake(BlobStore blobs, Datasets datasets, Clock clock) {
        this.blobs = blobs;
        this.datasets = datasets;
        this.clock = clock;
    }

    DatasetVersion take(Caller caller, String name, Path file, Digest digest, long rows, long masked, Label label)
            throws IOException {
        blobs.keep(caller.tenant(), digest, file);
        DatasetVersion fresh = new DatasetVersion(
                caller.tenant(),
                name,
                digest,
                rows,
                masked,
                label,
                caller.subject(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return datasets.add(fresh, Files.size(file));
    }
}
