package dev.freehold.finetune.run.kubernetes;

import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.staged.StagedRun;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run leaves in the cluster and on the shared volume, and its removal. What stays is removed at a later start. */
final class Remnants {
    private static final System.Logger LOG = System.getLogger(Remnants.class.getName());
    private static final String FOLDER = "ftjob-[0-9a-f]{24}-[0-9]{1,4}";
    private static final int MOST_LOOKS = 40;
    private static final long BETWEEN_LOOKS_MILLISECONDS = 500;

    private final Cluster cluster;
    private final ClusterSettings settings;

    Remnants(Cluster cluster, ClusterSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /** Ends a run's Job unless that is over, and removes the files when no pod can write them any more. */
    void discard(RunId run) {
        try {
            if (end(run.toString())) {
                removeFiles(run.toString(), StagedRun.of(settings.shared(), run));
            }
        } catch (ClusterAway | ClusterRefused e) {
            LOG.log(System.Logger.Level.WARNING, "the Job of " + run + " could not be ended; its deadline will", e);
        }
    }

    void removeFiles(String run, StagedRun staged) {
        try {
            staged.remove();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the files of " + run + " could not be removed", e);
        }
    }

    void discardAllBut(Set<RunId> runs) {
        Set<String> kept = runs.stream().map(RunId::toString).collect(Collectors.toSet());
        try {
            for (Job job : cluster.jobs(new JobManifest(settings).selector())) {
                if (!kept.contains(job.getMetadata().getName())) {
                    end(job.getMetadata().getName());
                }
            }
            removeFilesOfAllBut(kept);
        } catch (ClusterAway | ClusterRefused e) {
            LOG.log(System.Logger.Level.WARNING, "Jobs of earlier runs could not be looked for", e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "files of earlier runs could not be looked for", e);
        }
    }

    /** Whether the Job is over or gone now. */
    private boolean end(String name) throws ClusterAway, ClusterRefused {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Job job = cluster.find(name).orElse(null);
            if (job == null || Sight.isOver(job)) {
                return true;
            }
            if (job.getMetadata().getDeletionTimestamp() == null) {
                cluster.delete(name);
            }
            try {
                Thread.sleep(BETWEEN_LOOKS_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        LOG.log(System.Logger.Level.WARNING, "the pods of Job {0} do not end", name);
        return false;
    }

    private void removeFilesOfAllBut(Set<String> kept) throws IOException {
        for (Path tenant : folders(settings.shared())) {
            for (Path run : folders(tenant)) {
                String name = String.valueOf(run.getFileName());
                if (name.matches(FOLDER) && !kept.contains(name)) {
                    removeFiles(name, StagedRun.at(run));
                }
            }
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.filter(Files::isDirectory).toList();
        }
    }
}
