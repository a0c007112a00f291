package dev.freehold.registry.hub;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.registry.model.ModelVersions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the version that a repository's revision is, and gives it its commit. */
@Singleton
class HubRevisions {
    private static final int MOST_REMEMBERED = 256;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{5,40}");
    private final ModelCatalogue catalogue;
    private final ModelVersions versions;
    private final ModelArtifacts artifacts;

    /** Commits by what they name: a version never changes but for its state, which is not in here. */
    private final Map<String, HubRevision> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HubRevision> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    HubRevisions(ModelCatalogue catalogue, ModelVersions versions, ModelArtifacts artifacts) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.artifacts = artifacts;
    }

    /**
     * Finds a revision of a tenant's repository.
     *
     * @throws HubRefusal if there is no such repository or revision
     */
    HubRevision find(TenantId tenant, HubPath path) {
        ModelVersion current = current(tenant, path);
        String revision = path.revision();
        if (revision.equals(HubPath.MAIN)) {
            return of(current);
        }
        for (ModelVersion version : versions.named(tenant, current.name())) {
            boolean meant = revision.equals(version.digest().value())
                    || (COMMIT.matcher(revision).matches()
                            && of(version).commit().startsWith(revision));
            if (meant) {
                return of(version);
            }
        }
        throw HubRefusal.noRevision("the model " + current.name() + " has no revision " + revision);
    }

    private ModelVersion current(TenantId tenant, HubPath path) {
        boolean own = path.owner() == null || tenant.value().equals(path.owner());
        // A digest resolves as well as a name, and is no repository.
        if (!own || path.name().contains(":")) {
            throw HubRefusal.noRepository(path.name());
        }
        Resolution resolution = catalogue.resolve(tenant, path.name());
        if (resolution instanceof Resolution.Resolved resolved) {
            return resolved.version();
        }
        if (resolution instanceof Resolution.Unavailable unavailable) {
            throw HubRefusal.plain(503, unavailable.reason());
        }
        throw HubRefusal.noRepository(path.name());
    }

    /** A version as a commit. */
    HubRevision of(ModelVersion version) {
        String key = version.tenant() + "/" + version.digest();
        HubRevision known;
        synchronized (remembered) {
            known = remembered.get(key);
        }
        if (known == null) {
            known = committed(version);
            synchronized (remembered) {
                remembered.put(key, known);
            }
        }
        return new HubRevision(version, known.commit(), known.files());
    }

    private HubRevision committed(ModelVersion version) {
        try {
            Path folder = artifacts.model(version.tenant(), version.digest());
            Manifest manifest =
                    versions.manifest(version.tenant(), version.digest()).orElseThrow();
            List<HubFile> files = new ArrayList<>();
            for (Manifest.ManifestFile file : manifest.files()) {
                files.add(file(file, folder.resolve(file.path())));
            }
            files.sort(Comparator.comparing(HubFile::path));
            String tree = GitObjects.tree(files.stream()
                    .map(file -> new GitObjects.Entry(file.path(), file.oid()))
                    .toList());
            String commit = GitObjects.commit(tree, version.created(), version.name() + " " + version.digest());
            return new HubRevision(version, commit, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HubFile file(Manifest.ManifestFile file, Path content) throws IOException {
        boolean large = file.path().endsWith(".safetensors");
        String oid = large ? GitObjects.blob(GitObjects.pointer(file.digest(), file.size())) : GitObjects.blob(content);
        return new HubFile(file.path(), file.size(), file.digest(), oid, large);
    }
}
