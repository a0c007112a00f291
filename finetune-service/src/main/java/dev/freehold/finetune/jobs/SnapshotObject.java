package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.snapshot.KeptSnapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot on the OpenAI wire, where it is called a checkpoint.
 *
 * @param createdAt seconds since 1970
 * @param fineTunedModelCheckpoint name that the registry has it under once it was registered; until then nothing answers to
 *     it. Of the epoch that became the job's result, the result's name
 * @param freehold what OpenAI's shape has no place for
 */
public record SnapshotObject(
        String id,
        String object,
        long createdAt,
        String fineTunedModelCheckpoint,
        String fineTuningJobId,
        int stepNumber,
        Metrics metrics,
        Freehold freehold) {
    /**
     * Those of OpenAI's figures that are measured.
     *
     * @param fullValidLoss mean loss on all rows that early stopping looks at; absent where there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metrics(
            int step, double trainLoss, @Nullable Double fullValidLoss) {}

    /**
     * What else there is to say.
     *
     * @param validAccuracy share of right classes on the rows that early stopping looks at, of classifiers
     * @param registered digest that the registry has it under; absent until it was registered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Freehold(
            int epoch,
            long bytes,
            @Nullable Double validAccuracy,
            @Nullable Digest registered) {}

    static SnapshotObject of(Job job, KeptSnapshot kept) {
        Snapshot.Figures figures = kept.figures();
        Optional<JobResult> result = resultOf(job, kept);
        return new SnapshotObject(
                kept.id(),
                "fine_tuning.job.checkpoint",
                kept.created().getEpochSecond(),
                result.isPresent() ? job.order().adapterName() : name(job.order(), kept),
                kept.job(),
                figures.step(),
                new Metrics(figures.step(), figures.trainLoss(), figures.validLoss()),
                new Freehold(
                        figures.epoch(),
                        kept.bytes(),
                        figures.validAccuracy(),
                        result.map(JobResult::adapter).orElse(kept.registered())));
    }

    /** The job's result, where the snapshot is of the epoch that became it: the registry has these very files already. */
    static Optional<JobResult> resultOf(Job job, KeptSnapshot kept) {
        return job instanceof Job.Succeeded succeeded
                        && succeeded.result().tuned().keptEpoch()
                                == kept.figures().epoch()
                ? Optional.of(succeeded.result())
                : Optional.empty();
    }

    /** The name that it is registered under. */
    static String name(JobOrder order, KeptSnapshot kept) {
        return order.adapterName() + "-step-" + kept.figures().step();
    }
}
