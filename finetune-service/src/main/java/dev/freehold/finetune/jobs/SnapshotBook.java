package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.evaluation.Figures;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.snapshot.KeptSnapshot;
import dev.freehold.finetune.snapshot.Snapshots;
import dev.freehold.finetune.wire.Page;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A job's snapshots: shown, and handed to the registry by whoever tuned them. */
@Singleton
class SnapshotBook {
    private static final System.Logger LOG = System.getLogger(SnapshotBook.class.getName());

    private final JobStore jobs;
    private final Snapshots snapshots;
    private final Registrar registrar;

    SnapshotBook(JobStore jobs, Snapshots snapshots, Registrar registrar) {
        this.jobs = jobs;
        this.snapshots = snapshots;
        this.registrar = registrar;
    }

    Page<SnapshotObject> list(Caller caller, String job, PageRequest page) {
        Job found = job(caller, job);
        String after = page.after();
        if (after != null && snapshots.find(caller.tenant(), job, after).isEmpty()) {
            throw PageRequest.unknownAfter();
        }
        List<SnapshotObject> objects = snapshots.list(caller.tenant(), job, after, page.probe()).stream()
                .map(kept -> SnapshotObject.of(found, kept))
                .toList();
        return Page.of(objects, page.limit(), SnapshotObject::id);
    }

    /**
     * Registers a snapshot; the registry decides and records that itself. A second time finds the same version again, and
     * of the epoch that became the job's result it is the result.
     *
     * <p>Only for whoever created the job: the version names who registered it as its maker, and nobody may approve what
     * they tuned.
     */
    SnapshotObject register(Caller caller, String job, String id) {
        Job of = job(caller, job);
        JobOrder order = of.order();
        KeptSnapshot kept = snapshots
                .find(caller.tenant(), job, id)
                .orElseThrow(() -> new ProblemException(
                        FinetuneProblems.SNAPSHOT_NOT_FOUND, "The job has no snapshot of this id, or no longer."));
        if (!order.caller().subject().equals(caller.subject())) {
            throw new ProblemException(
                    FinetuneProblems.SNAPSHOT_OF_ANOTHER, "Someone else created the job that made this snapshot.");
        }
        if (SnapshotObject.resultOf(of, kept).isPresent()) {
            return SnapshotObject.of(of, kept);
        }
        try {
            snapshots.registered(
                    kept,
                    registrar
                            .registerAdapter(
                                    caller,
                                    SnapshotObject.name(order, kept),
                                    snapshots.folder(kept),
                                    kept.lineage(),
                                    evaluation(kept.figures()),
                                    kept.leakTest())
                            .digest());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "snapshot " + id + " was not registered", e);
            throw new ProblemException(
                    FinetuneProblems.REGISTRY_UNAVAILABLE, "The registry did not take the snapshot's files.");
        }
        return SnapshotObject.of(of, snapshots.find(caller.tenant(), job, id).orElse(kept));
    }

    /** What an approver sees: that this is no run's result, and what the training measured of it. */
    private static String evaluation(Snapshot.Figures figures) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("schema", "freehold.evaluation/1");
        document.put("metric", "snapshot");
        document.put("epoch", figures.epoch());
        document.put("step", figures.step());
        document.put("train_loss", Figures.decimal(figures.trainLoss()));
        if (figures.validLoss() != null) {
            document.put("valid_loss", Figures.decimal(figures.validLoss()));
        }
        if (figures.validAccuracy() != null) {
            document.put("valid_accuracy", Figures.decimal(figures.validAccuracy()));
        }
        return new String(CanonicalJson.bytes(document), StandardCharsets.UTF_8);
    }

    private Job job(Caller caller, String job) {
        return jobs.find(caller.tenant(), job)
                .orElseThrow(
                        () -> new ProblemException(FinetuneProblems.JOB_NOT_FOUND, "No job of yours has this id."));
    }
}
