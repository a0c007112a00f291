package dev.freehold.finetune.surface;

import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.wire.Answers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A problem in the shape in which OpenAI's clients read errors, with what this house adds. */
final class ErrorReply {
    /** Errors written out in the message; the member {@code errors} has more. */
    private static final int TOLD = 20;

    private ErrorReply() {}

    static SurfaceReply of(Problem problem) {
        return of(problem, Map.of());
    }

    static SurfaceReply wrongMethod(String allow) {
        return of(Problem.of(FinetuneProblems.WRONG_METHOD, "This path takes " + allow + "."), Map.of("allow", allow));
    }

    private static SurfaceReply of(Problem problem, Map<String, String> more) {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("content-type", "application/json");
        // Clients repeat 409, 429 and 5xx by habit: here, all but one answer the same again.
        boolean soon = problem.code().equals(FinetuneProblems.UPLOADS_BUSY.code());
        headers.put("x-should-retry", String.valueOf(soon));
        if (soon) {
            headers.put("retry-after", "2");
        }
        Envelope envelope = new Envelope(new Fields(
                message(problem),
                type(problem.status()),
                problem.code(),
                param(problem),
                problem.decisionId(),
                problem.remedy(),
                problem.reasons().isEmpty() ? null : problem.reasons(),
                problem.errors(),
                problem.errorsTotal()));
        return new SurfaceReply(problem.status(), headers, SurfaceReply.Body.of(Answers.bytes(envelope)));
    }

    private static String message(Problem problem) {
        if (problem.errors() != null && problem.errorsTotal() != null) {
            return told(problem.errors(), problem.errorsTotal());
        }
        String sentences = problem.reasons().isEmpty()
                ? problem.detail()
                : problem.reasons().stream().map(Reason::sentence).collect(Collectors.joining(" "));
        return sentences + " " + problem.remedy();
    }

    private static String told(List<InputError> errors, long total) {
        String listed = errors.stream().limit(TOLD).map(ErrorReply::told).collect(Collectors.joining("; "));
        long more = total - Math.min(TOLD, errors.size());
        return total
                + (total == 1 ? " error: " : " errors: ")
                + listed
                + (more == 0 ? "." : "; and " + more + " more, the first of them in error.errors.");
    }

    private static String told(InputError error) {
        return (error.line() == null ? "" : "line " + error.line() + ", ") + error.field() + ": " + error.problem()
                + " (" + error.fix() + ")";
    }

    private static @Nullable String param(Problem problem) {
        return problem.errors() == null || problem.errors().isEmpty()
                ? null
                : problem.errors().get(0).field();
    }

    private static String type(int status) {
        return switch (status) {
            case 403 -> "policy_denied";
            case 429 -> "rate_limit_exceeded";
            case 500 -> "server_error";
            case 503 -> "service_unavailable";
            default -> "invalid_request_error";
        };
    }

    private record Envelope(Fields error) {}

    private record Fields(
            String message,
            String type,
            String code,
            @Nullable String param,
            @Nullable String decisionId,
            String remedy,
            @Nullable List<Reason> reasons,
            @Nullable List<InputError> errors,
            @Nullable Long errorsTotal) {}
}
