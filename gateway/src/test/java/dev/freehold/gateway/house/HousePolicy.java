package dev.freehold.gateway.house;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.usecase.UseCase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** A small policy: approved models of the use case, permitted categories only, and those masked. */
public final class HousePolicy {
    private HousePolicy() {}

    static Decision decide(DecisionRequest request) {
        List<Reason> reasons = new ArrayList<>();
        List<String> types = new ArrayList<>();
        UseCase useCase = request.useCase();
        if (useCase != null && !request.action().equals("model.list")) {
            if (!"approved".equals(request.resource().state())) {
                reasons.add(reason("MODEL_NOT_APPROVED"));
            }
            if (!useCase.models().contains(request.resource().name())) {
                reasons.add(reason("MODEL_NOT_IN_USE_CASE"));
            }
            if (request.callsToday() >= useCase.dailyCalls()) {
                reasons.add(reason("BUDGET_SPENT"));
            }
            for (FindingCount finding : request.findings()) {
                if (useCase.dataCategories().contains(finding.category())) {
                    types.add(finding.type());
                } else {
                    reasons.add(reason("DATA_CATEGORY_NOT_PERMITTED"));
                }
            }
        }
        reasons.sort(Comparator.comparing(Reason::code));
        if (!reasons.isEmpty()) {
            return new Decision.Denied(id(), House.BUNDLE, reasons);
        }
        return allow(types.isEmpty() ? List.of() : List.of(new Obligation(Obligation.REDACT, types)));
    }

    /** The decision of a policy that lets everything through: with it, a test of a denial must fail. */
    public static Decision allow(List<Obligation> obligations) {
        return new Decision.Allowed(id(), House.BUNDLE, obligations);
    }

    private static Reason reason(String code) {
        return new Reason(code, "Sentence of " + code + ".", "Remedy of " + code + ".");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
