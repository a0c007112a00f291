package dev.freehold.gateway.call;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.gateway.http.OpenAiError;
import dev.freehold.gateway.http.OpenAiErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What follows from a decision for a call to a model. Only a complete {@link Decision.Allowed} goes on. */
public sealed interface Ruling {
    String MODEL_DIGEST = "x-freehold-model";
    String MASKED = "x-freehold-masked";

    /**
     * @param typesToMask finding types that the model must not see; sorted
     */
    record Go(ModelVersion model, UseCase useCase, Set<String> typesToMask) implements Ruling {
        /** What an answer tells of the model and of what it did not see. */
        public Map<String, String> headers() {
            String digest = model.digest().value();
            return typesToMask.isEmpty()
                    ? Map.of(MODEL_DIGEST, digest)
                    : Map.of(MODEL_DIGEST, digest, MASKED, String.join(",", typesToMask));
        }
    }

    record Stop(Settled how) implements Ruling {}

    /**
     * @param asked the model's name as the caller wrote it
     * @param maskable the finding types that this process knows how to mask
     */
    static Ruling on(Weighed weighed, String asked, Set<String> maskable) {
        if (weighed.decision() instanceof Decision.Unavailable) {
            return failed(OpenAiErrors.policyUnavailable());
        }
        UseCase useCase = weighed.caller().useCase();
        if (useCase == null) {
            return denied(OpenAiErrors.useCaseMissing());
        }
        ModelVersion model = weighed.model();
        // Before policy's own reasons: those tell an existing model from one that does not exist.
        if (model == null || !useCase.models().contains(model.name())) {
            return denied(OpenAiErrors.modelNotFound(asked, useCase.models()));
        }
        if (weighed.decision() instanceof Decision.Denied denied) {
            return denied(denialOf(denied.reasons(), useCase, weighed.request().now()));
        }
        Set<String> types = new TreeSet<>();
        for (Obligation duty : ((Decision.Allowed) weighed.decision()).obligations()) {
            if (!duty.kind().equals(Obligation.REDACT) || !maskable.containsAll(duty.types())) {
                return failed(OpenAiErrors.obligationUnknown(duty.kind()));
            }
            types.addAll(duty.types());
        }
        return new Go(model, useCase, types);
    }

    private static OpenAiError denialOf(List<Reason> reasons, UseCase useCase, Instant now) {
        List<Reason> lasting = reasons.stream()
                .filter(reason -> !reason.code().equals(OpenAiErrors.BUDGET_SPENT))
                .toList();
        if (!lasting.isEmpty()) {
            return OpenAiErrors.denied(lasting);
        }
        Instant midnight = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return OpenAiErrors.budgetSpent(
                useCase.dailyCalls(),
                Math.max(1, Duration.between(now, midnight).toSeconds()));
    }

    private static Ruling denied(OpenAiError error) {
        return new Stop(new Settled.Denied(error));
    }

    private static Ruling failed(OpenAiError error) {
        return new Stop(new Settled.Failed(error));
    }
}
