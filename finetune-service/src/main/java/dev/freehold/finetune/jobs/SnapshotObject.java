package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.snapshot.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot on the OpenAI wire, where it is called a checkpoint.
 *
 * @param createdAt seconds since 1970
 * @param fineTunedModelCheckpoint name that the registry has it under once it was registered; until then nothing answers to it
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

    static SnapshotObject of(JobOrder order, KeptSnapshot kept) {
        Snapshot.Figures figures = kept.figures();
        return new SnapshotObject(
                kept.id(),
                "fine_tuning.job.checkpoint",
                kept.created().getEpochSecond(),
                name(order, kept),
                kept.job(),
                figures.step(),
                new Metrics(figures.step(), figures.trainLoss(), figures.validLoss()),
                new Freehold(figures.epoch(), kept.bytes(), figures.validAccuracy(), kept.registered()));
    }

    /** The name that it is registered under. */
    static String name(JobOrder order, KeptSnapshot kept) {
        return order.adapterName() + "-step-" + kept.figures().step();
    }
}
