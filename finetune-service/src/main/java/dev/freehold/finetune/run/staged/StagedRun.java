package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.RunInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run's folder, seen from the service: {@code in} for the run to read, {@code out} for it to write, and beside them
 * what it never sees.
 */
public final class StagedRun {
    public static final String IN = "in";
    public static final String OUT = "out";
    /** Of the result, below {@code out}. */
    public static final String ADAPTER = "adapter";
    /** Of the ends of epochs, below {@code out}. */
    public static final String SNAPSHOTS = "adapter.snapshots";

    static final String BASE = "base";
    static final String DATASET = "dataset.jsonl";
    static final String VALIDATION = "validation.jsonl";

    private final Path folder;

    private StagedRun(Path folder) {
        this.folder = folder;
    }

    public static StagedRun of(Path shared, RunId run) {
        return new StagedRun(shared.resolve(path(run)));
    }

    /** One that lies in this folder. */
    public static StagedRun at(Path folder) {
        return new StagedRun(folder);
    }

    /** Where a run's folder lies below the shared one. */
    public static String path(RunId run) {
        return run.tenant() + "/" + run;
    }

    /**
     * Lays a run out anew.
     *
     * @return digest of its spec
     * @throws IOException if an input cannot be had, or not be written
     */
    public Digest lay(RunId run, RunInputs inputs, RunSpec.Limits limits, ModelArtifacts artifacts) throws IOException {
        remove();
        Path in = folder.resolve(IN);
        Workspace.ownFolder(in.resolve(BASE));
        Workspace.ownFolder(folder.resolve(OUT));
        SortedMap<String, Digest> files = new TreeMap<>();
        Path base = artifacts.model(inputs.tenant(), inputs.base());
        for (Path file : Copies.within(base, Integer.MAX_VALUE)) {
            String name = BASE + "/" + base.relativize(file);
            Workspace.ownFolder(in.resolve(name).resolveSibling("."));
            files.put(name, Copies.copy(file, in.resolve(name)));
        }
        files.put(DATASET, Copies.copy(artifacts.dataset(inputs.tenant(), inputs.dataset()), in.resolve(DATASET)));
        Digest validation = inputs.validation();
        if (validation != null) {
            files.put(VALIDATION, Copies.copy(artifacts.dataset(inputs.tenant(), validation), in.resolve(VALIDATION)));
        }
        byte[] spec = Json.MAPPER.writeValueAsBytes(new RunSpec(run.toString(), inputs, limits, files));
        Files.write(in.resolve(RunSpec.FILE), spec);
        return Digest.of(spec);
    }

    /**
     * Reads the report.
     *
     * @throws IOException if it is not the one that the run named as it ended, or not of these inputs
     */
    public RunReport report(Digest named, RunInputs inputs) throws IOException {
        Path file = folder.resolve(OUT).resolve(RunReport.FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > RunReport.LONGEST) {
            throw new IOException("the run left no report");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!Digest.of(bytes).equals(named)) {
            throw new IOException("the report is not the one that the run named as it ended");
        }
        try {
            RunReport report = Json.read(bytes, RunReport.class);
            if (!RunReport.isOf(report.lineage(), inputs)) {
                throw new IOException("the report is of other inputs");
            }
            return report;
        } catch (IllegalArgumentException e) {
            throw new IOException("the report cannot be read", e);
        }
    }

    /** Copies the adapter that a report names; see {@link Copies#take}. */
    public void takeAdapter(RunReport report, Path to, long most) throws IOException {
        Copies.take(folder.resolve(OUT).resolve(ADAPTER), report.files(), to, most);
    }

    /** Copies the end of an epoch that a line names. */
    public void takeSnapshot(RunLine.SavedEpoch saved, Path to, long most) throws IOException {
        if (!saved.folder().matches("[a-z0-9-]{1,64}")) {
            throw new IOException("a snapshot's folder has a name that none may have");
        }
        Workspace.ownFolder(to.resolveSibling("."));
        Copies.take(folder.resolve(OUT).resolve(SNAPSHOTS).resolve(saved.folder()), saved.files(), to, most);
    }

    /** A file beside {@code in} and {@code out}. */
    public Path note(String name) {
        return folder.resolve(name);
    }

    public void remove() throws IOException {
        Workspace.delete(folder);
    }
}
