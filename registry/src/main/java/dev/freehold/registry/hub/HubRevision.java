package dev.freehold.registry.hub;

import dev.freehold.contracts.model.ModelVersion;
import java.util.List;
import java.util.Optional;

/**
 * A model version as a commit of its repository.
 *
 * @param commit 40 hex digits, the same for the same version for ever
 * @param files sorted by path
 */
record HubRevision(ModelVersion version, String commit, List<HubFile> files) {
    HubRevision {
        files = List.copyOf(files);
    }

    Optional<HubFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** {@code OWNER/NAME}, where the owner is the tenant. */
    String repository() {
        return version.tenant() + "/" + version.name();
    }
}
