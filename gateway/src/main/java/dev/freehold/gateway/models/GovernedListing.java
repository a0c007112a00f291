package dev.freehold.gateway.models;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.gateway.call.Admission;
import dev.freehold.gateway.call.RecordedAct;
import dev.freehold.gateway.call.Settled;
import dev.freehold.gateway.call.Weighed;
import dev.freehold.gateway.call.Written;
import dev.freehold.gateway.http.JsonBytes;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The models that a caller may call: those of its use case that are approved and within its clearance. Looking is an action of
 * its own, decided once and recorded as one pair for the whole list.
 */
@ApplicationScoped
public class GovernedListing {
    private static final byte[] NO_BODY = {};
    private final Admission admission;
    private final RecordedAct recorded;

    GovernedListing(Admission admission, RecordedAct recorded) {
        this.admission = admission;
        this.recorded = recorded;
    }

    Reply list(Caller caller) {
        List<ModelVersion> models = allowed(caller).stream()
                .map(name -> admission.find(caller.tenant(), name))
                .filter(Objects::nonNull)
                .filter(model -> isCallable(caller, model))
                .toList();
        return answer(admission.weighList(caller), () -> answered(ModelsAnswer.list(models)));
    }

    Reply look(Caller caller, String asked) {
        ModelVersion model = admission.find(caller.tenant(), asked);
        return answer(admission.weighLook(caller, model), () -> {
            if (model == null || !isCallable(caller, model)) {
                return new Settled.Denied(OpenAiErrors.modelNotFound(asked, allowed(caller)));
            }
            return answered(ModelsAnswer.one(model));
        });
    }

    private Reply answer(Weighed weighed, Supplier<Settled> answer) {
        return recorded.run(weighed, NO_BODY, () -> {
            if (weighed.decision() instanceof Decision.Denied denied) {
                return new Settled.Denied(OpenAiErrors.denied(denied.reasons()));
            }
            if (!(weighed.decision() instanceof Decision.Allowed allowed)) {
                return new Settled.Failed(OpenAiErrors.policyUnavailable());
            }
            if (!allowed.obligations().isEmpty()) {
                return new Settled.Failed(OpenAiErrors.obligationUnknown(
                        allowed.obligations().get(0).kind()));
            }
            return answer.get();
        });
    }

    private static Settled answered(Object body) {
        return new Settled.Answered(Written.body(JsonBytes.of(body)), 0, 0, Map.of());
    }

    private static List<String> allowed(Caller caller) {
        UseCase useCase = caller.useCase();
        return useCase == null ? List.of() : useCase.models();
    }

    private static boolean isCallable(Caller caller, ModelVersion model) {
        UseCase useCase = caller.useCase();
        return useCase != null
                && useCase.models().contains(model.name())
                && model.state() == ModelState.APPROVED
                && model.label().confidentiality().compareTo(useCase.clearance()) <= 0;
    }
}
