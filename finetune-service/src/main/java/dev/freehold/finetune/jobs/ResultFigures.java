package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.finetune.evaluation.ChatEvaluation;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.evaluation.Interval;
import dev.freehold.finetune.leak.LeakReport;
import dev.freehold.finetune.run.Tuned;
import org.jspecify.annotations.Nullable;

/**
 * What came of a job, on the wire.
 *
 * @param baseF1 macro-F1 on the held-out rows, of classification jobs
 * @param baseLoss mean loss of a token on the held-out rows, of chat jobs
 * @param gain how much better the tuned model is: in macro-F1, or in loss
 * @param gainLow lower bound of the 95 % interval of the gain
 * @param isolation how the run was kept off the network
 * @param adapter manifest digest of the registered adapter
 * @param seconds wall clock of the run
 * @param evaluation of classification jobs, in full
 * @param leak of chat jobs: each canary with its exposure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultFigures(
        @Nullable Double baseF1,
        @Nullable Double tunedF1,
        @Nullable Double baseLoss,
        @Nullable Double tunedLoss,
        double gain,
        double gainLow,
        double gainHigh,
        int heldOutRows,
        String isolation,
        Digest adapter,
        double seconds,
        Tuned training,
        @Nullable Evaluation evaluation,
        LeakTest leakTest,
        @Nullable LeakReport leak) {
    static ResultFigures of(JobResult result) {
        return result.figures() instanceof ChatEvaluation chat
                ? chat(result, chat)
                : classified(result, (Evaluation) result.figures());
    }

    private static ResultFigures classified(JobResult result, Evaluation evaluation) {
        double base = evaluation.base().macroF1();
        double tuned = evaluation.tuned().macroF1();
        Interval gain = evaluation.gain();
        return new ResultFigures(
                base,
                tuned,
                null,
                null,
                tuned - base,
                gain.low(),
                gain.high(),
                evaluation.heldOutRows(),
                result.isolation(),
                result.adapter(),
                result.seconds(),
                result.tuned(),
                evaluation,
                evaluation.leakTest(),
                null);
    }

    private static ResultFigures chat(JobResult result, ChatEvaluation evaluation) {
        double base = evaluation.loss().base();
        double tuned = evaluation.loss().tuned();
        Interval gain = evaluation.loss().gain();
        return new ResultFigures(
                null,
                null,
                base,
                tuned,
                base - tuned,
                gain.low(),
                gain.high(),
                evaluation.loss().rows(),
                result.isolation(),
                result.adapter(),
                result.seconds(),
                result.tuned(),
                null,
                evaluation.leakTest(),
                evaluation.leak());
    }
}
