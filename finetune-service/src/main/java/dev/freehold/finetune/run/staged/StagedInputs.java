package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/** A run's inputs, seen from the run: each is what its digest says, or the run does not begin. */
public final class StagedInputs implements ModelArtifacts {
    private final Path folder;
    private final RunSpec spec;

    private StagedInputs(Path folder, RunSpec spec) {
        this.folder = folder;
        this.spec = spec;
    }

    /**
     * Reads and compares every input.
     *
     * @param expected digest of the spec
     * @throws IOException if anything is missing, changed or more than what the spec names
     */
    public static StagedInputs open(Path folder, Digest expected) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(RunSpec.FILE));
        if (!Digest.of(bytes).equals(expected)) {
            throw new IOException("the spec is not the one that the run was made for");
        }
        RunSpec spec = Json.read(bytes, RunSpec.class);
        for (Map.Entry<String, Digest> file : spec.files().entrySet()) {
            if (!Digest.ofFile(folder.resolve(file.getKey())).equals(file.getValue())) {
                throw new IOException("the input " + file.getKey() + " is not what the spec says");
            }
        }
        long found = Copies.within(folder, Integer.MAX_VALUE).size();
        if (found != spec.files().size() + 1L) {
            throw new IOException("there are more inputs than the spec names");
        }
        return new StagedInputs(folder, spec);
    }

    public RunSpec spec() {
        return spec;
    }

    @Override
    public Path model(TenantId tenant, Digest manifest) throws IOException {
        return known(manifest.equals(spec.inputs().base()), StagedRun.BASE);
    }

    @Override
    public Path dataset(TenantId tenant, Digest dataset) throws IOException {
        return dataset.equals(spec.inputs().dataset())
                ? folder.resolve(StagedRun.DATASET)
                : known(dataset.equals(spec.inputs().validation()), StagedRun.VALIDATION);
    }

    /** The digest of each file of a folder that this run wrote, by name. */
    public static SortedMap<String, Digest> written(Path output) throws IOException {
        return Copies.digests(output);
    }

    private Path known(boolean known, String name) throws IOException {
        if (!known) {
            throw new IOException("not an input of this run");
        }
        return folder.resolve(name);
    }
}
