package dev.freehold.contracts.problem;

import dev.freehold.contracts.decision.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param detail what is wrong this time; never a secret or a body
 * @param decisionId the decision that denied, where one did
 * @param errors what is wrong with the input, the first ones; absent where input is not what is wrong
 * @param errorsTotal how many errors there are, listed or not
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String remedy,
        @Nullable String decisionId,
        List<Reason> reasons,
        @Nullable List<InputError> errors,
        @Nullable Long errorsTotal) {
    public Problem {
        reasons = List.copyOf(reasons);
        errors = errors == null ? null : List.copyOf(errors);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(
                type.urn(),
                type.title(),
                type.status(),
                detail,
                type.code(),
                type.remedy(),
                null,
                List.of(),
                null,
                null);
    }

    /**
     * A problem that lists all that is wrong with an input, so that it can be mended in one go.
     *
     * @param errors the first ones, at least one
     * @param total how many there are
     */
    public static Problem ofInput(ProblemType type, List<InputError> errors, long total) {
        InputError first = errors.get(0);
        String detail = total
                + (total == 1 ? " error: " : " errors, the first: ")
                + (first.line() == null ? "" : "line " + first.line() + ", ")
                + first.field() + ": " + first.problem();
        return new Problem(
                type.urn(),
                type.title(),
                type.status(),
                detail,
                type.code(),
                type.remedy(),
                null,
                List.of(),
                errors,
                total);
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
                reasons,
                null,
                null);
    }
}
