package dev.freehold.registry.export;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import java.util.List;
import java.util.SortedMap;

/**
 * What the registry holds of one tenant at one moment; keys are not among it.
 *
 * @param aliases digest of the version that each name means
 */
record Holdings(
        TenantId tenant,
        List<HeldModel> models,
        List<DatasetVersion> datasets,
        List<UseCase> useCases,
        SortedMap<String, String> aliases) {
    /**
     * A version with its files.
     *
     * @param folder where the files lie within the archive
     */
    record HeldModel(ModelVersion version, String folder, List<Manifest.ManifestFile> files) {}

    /** Where a dataset's rows lie within the archive. */
    static String path(DatasetVersion dataset) {
        return "datasets/" + dataset.digest().hex() + ".jsonl";
    }
}
