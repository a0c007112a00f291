package dev.freehold.finetune.snapshot;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.RandomId;
import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.run.Snapshot;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots that are kept. Files come before their row and go after it: what a crash leaves is files without a row,
 * which the next process sweeps away.
 */
@Singleton
public class Snapshots {
    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
    private static final String PREFIX = "ftckpt-";

    private final SnapshotStore store;
    private final Workspace workspace;
    private final SnapshotLimits limits;
    private final Clock clock;

    Snapshots(SnapshotStore store, Workspace workspace, SnapshotLimits limits, Clock clock) {
        this.store = store;
        this.workspace = workspace;
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes a snapshot out of its run's folder; older ones that are then beyond the limits go. */
    public KeptSnapshot keep(TenantId tenant, String job, Snapshot snapshot, Lineage lineage, LeakTest leakTest)
            throws IOException {
        KeptSnapshot kept = new KeptSnapshot(
                tenant,
                job,
                RandomId.of(PREFIX),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                snapshot.figures(),
                lineage,
                leakTest,
                bytes(snapshot.folder()),
                null);
        Path target = folder(kept);
        workspace.createFolder(workspace.snapshots().resolve(tenant.value()));
        Files.move(snapshot.folder(), target, StandardCopyOption.ATOMIC_MOVE);
        store.add(kept);
        trim(tenant, job);
        return kept;
    }

    /** A job's, newest first, starting behind one, or with the newest. */
    public List<KeptSnapshot> list(TenantId tenant, String job, @Nullable String after, int limit) {
        return store.list(tenant, job, after, limit);
    }

    public Optional<KeptSnapshot> find(TenantId tenant, String job, String id) {
        return store.find(tenant, job, id);
    }

    /** Where its files lie. */
    public Path folder(KeptSnapshot snapshot) {
        return workspace.snapshots().resolve(snapshot.tenant().value()).resolve(snapshot.id());
    }

    /** Notes that the registry has it: the registry's copy stays, whatever becomes of this one. */
    public void registered(KeptSnapshot snapshot, Digest digest) {
        store.register(snapshot, digest);
    }

    /** Drops what an earlier attempt of a job left: a run begins from the start. */
    public void clear(TenantId tenant, String job) throws IOException {
        for (KeptSnapshot old : store.list(tenant, job, null, Integer.MAX_VALUE)) {
            remove(old);
        }
    }

    /** Removes files that no row names; only for whoever alone runs jobs here. */
    public void sweep() throws IOException {
        if (!Files.isDirectory(workspace.snapshots())) {
            return;
        }
        for (Path tenant : listed(workspace.snapshots())) {
            for (Path snapshot : listed(tenant)) {
                TenantId owner = new TenantId(String.valueOf(tenant.getFileName()));
                if (!store.has(owner, String.valueOf(snapshot.getFileName()))) {
                    LOG.log(System.Logger.Level.INFO, "sweeping {0}, which is no job''s", snapshot.getFileName());
                    Workspace.delete(snapshot);
                }
            }
        }
    }

    private void trim(TenantId tenant, String job) throws IOException {
        List<KeptSnapshot> all = store.list(tenant, job, null, Integer.MAX_VALUE);
        for (KeptSnapshot beyond : all.subList(Math.min(limits.perJob(), all.size()), all.size())) {
            remove(beyond);
        }
        while (store.bytes() > limits.bytes()) {
            remove(store.oldest().orElseThrow());
        }
    }

    private void remove(KeptSnapshot snapshot) throws IOException {
        store.remove(snapshot);
        Workspace.delete(folder(snapshot));
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.toList();
        }
    }

    private static long bytes(Path folder) throws IOException {
        long sum = 0;
        for (Path file : listed(folder)) {
            sum += Files.size(file);
        }
        return sum;
    }
}
