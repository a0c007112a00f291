package dev.freehold.finetune.fake;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.model.Resolution;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registry of one tenant that keeps datasets in files and adapters by name. */
@Alternative
@Priority(1)
@Singleton
public class FakeRegistry implements Registrar, ModelCatalogue, ModelArtifacts {
    public static final TenantId TENANT = new TenantId("acme");
    public static final Digest BASE = Digest.of(new byte[] {7});
    public static final Path FOLDER = Path.of("target", "test-home", "registry");

    public record Adapter(String name, Lineage lineage, String evaluation, LeakTest leakTest, List<String> files) {}

    public final Map<Digest, DatasetVersion> datasets = new ConcurrentHashMap<>();
    public final Map<String, Adapter> adapters = new ConcurrentHashMap<>();
    private volatile Path base = FOLDER;
    /** Takes nothing while set. */
    public volatile boolean failing;

    /** Looks around while an upload is under way. */
    public volatile Runnable whileRegistering = () -> {};

    /** Where the base model's files lie. */
    public void baseAt(Path folder) {
        base = folder;
    }

    @Override
    public DatasetVersion registerDataset(Caller caller, String name, Path file, long rows, long masked, Label label)
            throws IOException {
        refuseWhileFailing();
        whileRegistering.run();
        byte[] content = Files.readAllBytes(file);
        Digest digest = Digest.of(content);
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(digest.hex()), content);
        DatasetVersion version =
                new DatasetVersion(caller.tenant(), name, digest, rows, masked, label, caller.subject(), Instant.now());
        datasets.put(digest, version);
        return version;
    }

    @Override
    public ModelVersion registerAdapter(
            Caller caller, String name, Path folder, Lineage lineage, String evaluation, LeakTest leakTest)
            throws IOException {
        refuseWhileFailing();
        List<String> files = new ArrayList<>();
        try (var listing = Files.list(folder)) {
            listing.forEach(file -> files.add(file.getFileName().toString()));
        }
        adapters.put(name, new Adapter(name, lineage, evaluation, leakTest, files));
        return version(
                name,
                Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                ModelKind.ADAPTER,
                ModelState.VETTED,
                lineage);
    }

    private void refuseWhileFailing() throws IOException {
        if (failing) {
            throw new IOException("no space left");
        }
    }

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        return switch (nameOrDigest) {
            case "minilm" -> resolved("minilm", ModelState.APPROVED);
            case "talker" ->
                new Resolution.Resolved(
                        version("talker", BASE, ModelKind.BASE, ModelState.APPROVED, null, List.of("chat")));
            case "draft" -> resolved("draft", ModelState.VETTED);
            case "down" -> new Resolution.Unavailable("the catalogue is too old");
            default -> new Resolution.Unknown();
        };
    }

    private static Resolution resolved(String name, ModelState state) {
        return new Resolution.Resolved(version(name, BASE, ModelKind.BASE, state, null));
    }

    private static ModelVersion version(String name, Digest digest, ModelKind kind, ModelState state, Lineage lineage) {
        return version(name, digest, kind, state, lineage, List.of("embeddings"));
    }

    private static ModelVersion version(
            String name, Digest digest, ModelKind kind, ModelState state, Lineage lineage, List<String> tasks) {
        return new ModelVersion(
                TENANT, name, digest, kind, state, tasks, "Apache-2.0", Label.PUBLIC, "rita", Instant.EPOCH, lineage);
    }

    @Override
    public List<ModelVersion> list(TenantId tenant) {
        return List.of();
    }

    @Override
    public Path model(TenantId tenant, Digest manifest) {
        return base;
    }

    @Override
    public Path dataset(TenantId tenant, Digest dataset) throws IOException {
        Path file = FOLDER.resolve(dataset.hex());
        if (!Files.exists(file)) {
            throw new IOException("no such dataset");
        }
        return file;
    }
}
