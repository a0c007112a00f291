package dev.freehold.contracts.problem;

import dev.freehold.contracts.decision.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param detail what is wrong this time; never a secret or a body
 * @param decisionId the decision that denied, where one did
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String remedy,
        @Nullable String decisionId,
        List<Reason> reasons) {
    public Problem {
        reasons = List.copyOf(reasons);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(
                type.urn(), type.title(), type.status(), detail, type.code(), type.remedy(), null, List.of());
    }

    public static Problem denied(ProblemType type, String decisionId, List<Reason> reasons) {
        Reason first = reasons.get(0);
        return new Problem(
                type.urn(),
                type.title(),
                type.status(),
                first.sentence(),
                first.code(),
                first.remedy(),
                decisionId,
                reasons);
    }
}
