package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunInputs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A job on the OpenAI wire; its absent members are written as null, as OpenAI's own are.
 *
 * @param createdAt seconds since 1970
 * @param estimatedFinish likewise, once a run has taken steps enough to tell
 * @param fineTunedModel name of the registered adapter, once there is one
 * @param method where OpenAI has the hyperparameters now; {@code hyperparameters} is where it had them
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
        Method method,
        @Nullable SortedMap<String, String> metadata,
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

    /** How the base is tuned: supervised, always. */
    public record Method(String type, Supervised supervised) {
        public record Supervised(Hyperparameters hyperparameters) {}
    }

    /**
     * What the job depends on, and what came of it.
     *
     * @param attempts runs begun
     * @param base digest of the base model
     * @param dataset digest of the masked rows
     * @param validation digest of the masked rows that are measured on, where the job names them
     * @param result absent until the job has succeeded; its members stand beside these
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Freehold(
            int attempts,
            Digest base,
            Digest dataset,
            @Nullable Digest validation,
            @JsonUnwrapped @Nullable ResultFigures result) {
        static Freehold of(Job job) {
            RunInputs inputs = job.order().inputs();
            ResultFigures result = job instanceof Job.Succeeded succeeded ? ResultFigures.of(succeeded.result()) : null;
            return new Freehold(job.attempts(), inputs.base(), inputs.dataset(), inputs.validation(), result);
        }
    }

    static JobObject of(Job job) {
        return of(job, Optional.empty());
    }

    static JobObject of(Job job, Optional<Instant> estimatedFinish) {
        JobOrder order = job.order();
        Hyperparameters knobs = order.inputs().hyperparameters();
        return new JobObject(
                order.id(),
                "fine_tuning.job",
                order.created().getEpochSecond(),
                job instanceof Job.Over over ? over.finished().getEpochSecond() : null,
                estimatedFinish.map(Instant::getEpochSecond).orElse(null),
                order.model(),
                job instanceof Job.Succeeded ? order.adapterName() : null,
                order.inputs().tenant().value(),
                JobState.of(job).wireName(),
                knobs,
                new Method("supervised", new Method.Supervised(knobs)),
                order.metadata(),
                order.trainingFile(),
                order.validationFile(),
                List.of(),
                job instanceof Job.Succeeded succeeded
                        ? succeeded.result().tuned().trainedTokens()
                        : null,
                job instanceof Job.Failed failed
                        ? new JobError(failed.failure().code(), failed.failure().message(), null)
                        : null,
                order.inputs().seed(),
                order.adapterName(),
                Freehold.of(job));
    }
}
