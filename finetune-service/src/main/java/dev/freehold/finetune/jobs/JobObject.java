package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.Tuned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job on the OpenAI wire; its absent members are written as null, as OpenAI's own are.
 *
 * @param createdAt seconds since 1970
 * @param fineTunedModel name of the registered adapter, once there is one
 * @param freehold what OpenAI's shape has no place for
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record JobObject(
        String id,
        String object,
        long createdAt,
        @Nullable Long finishedAt,
        @Nullable Long estimatedFinish,
        String model,
        @Nullable String fineTunedModel,
        String organizationId,
        String status,
        Hyperparameters hyperparameters,
        String trainingFile,
        @Nullable String validationFile,
        List<String> resultFiles,
        @Nullable Long trainedTokens,
        @Nullable JobError error,
        long seed,
        String suffix,
        Freehold freehold) {
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record JobError(
            String code, String message, @Nullable String param) {}

    /**
     * The figures are absent until the job has succeeded.
     *
     * @param attempts runs begun
     * @param base digest of the base model
     * @param dataset digest of the masked rows
     * @param gain tuned less base, in macro-F1
     * @param gainLow lower bound of the 95 % interval of the gain
     * @param isolation how the run was kept off the network
     * @param adapter manifest digest of the registered adapter
     * @param seconds wall clock of the run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Freehold(
            int attempts,
            Digest base,
            Digest dataset,
            @Nullable Double baseF1,
            @Nullable Double tunedF1,
            @Nullable Double gain,
            @Nullable Double gainLow,
            @Nullable Double gainHigh,
            @Nullable Integer heldOutRows,
            @Nullable String isolation,
            @Nullable Digest adapter,
            @Nullable Double seconds,
            @Nullable Tuned training,
            @Nullable Evaluation evaluation) {
        static Freehold of(Job job) {
            RunInputs inputs = job.order().inputs();
            if (!(job instanceof Job.Succeeded succeeded)) {
                return new Freehold(
                        job.attempts(),
                        inputs.base(),
                        inputs.dataset(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            }
            JobResult result = succeeded.result();
            Evaluation figures = result.evaluation();
            return new Freehold(
                    job.attempts(),
                    inputs.base(),
                    inputs.dataset(),
                    figures.base().macroF1(),
                    figures.tuned().macroF1(),
                    figures.tuned().macroF1() - figures.base().macroF1(),
                    figures.gain().low(),
                    figures.gain().high(),
                    figures.heldOutRows(),
                    result.isolation(),
                    result.adapter(),
                    result.seconds(),
                    result.tuned(),
                    figures);
        }
    }

    static JobObject of(Job job) {
        JobOrder order = job.order();
        return new JobObject(
                order.id(),
                "fine_tuning.job",
                order.created().getEpochSecond(),
                job instanceof Job.Over over ? over.finished().getEpochSecond() : null,
                null,
                order.model(),
                job instanceof Job.Succeeded ? order.adapterName() : null,
                order.inputs().tenant().value(),
                JobState.of(job).wireName(),
                order.inputs().hyperparameters(),
                order.trainingFile(),
                null,
                List.of(),
                null,
                job instanceof Job.Failed failed
                        ? new JobError(failed.failure().code(), failed.failure().message(), null)
                        : null,
                order.inputs().seed(),
                order.adapterName(),
                Freehold.of(job));
    }
}
