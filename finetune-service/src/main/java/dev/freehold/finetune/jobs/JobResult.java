package dev.freehold.finetune.jobs;

import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.evaluation.ChatEvaluation;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.evaluation.Figures;
import dev.freehold.finetune.run.RunOutcome.Trained;
import dev.freehold.finetune.run.Tuned;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run brought.
 *
 * @param adapter manifest digest of the registered adapter
 * @param isolation how the worker was kept off the network: {@code namespace}, {@code policy} or {@code none}
 * @param seconds wall clock of the run
 * @param evaluation of a classifier; absent on chat runs
 * @param chat evaluation of a chat model; absent on others
 */
record JobResult(
        Digest adapter,
        String isolation,
        double seconds,
        Tuned tuned,
        @Nullable Evaluation evaluation,
        @Nullable ChatEvaluation chat) {
    JobResult {
        if ((evaluation == null) == (chat == null)) {
            throw new IllegalArgumentException("a result has figures of one kind");
        }
    }

    static JobResult of(Trained trained, Digest adapter) {
        return new JobResult(
                adapter,
                trained.lineage().network(),
                trained.seconds(),
                trained.tuned(),
                trained.figures() instanceof Evaluation evaluation ? evaluation : null,
                trained.figures() instanceof ChatEvaluation chat ? chat : null);
    }

    Figures figures() {
        return chat == null ? Objects.requireNonNull(evaluation) : chat;
    }
}
