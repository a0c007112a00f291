package dev.freehold.gateway.http;

import dev.freehold.contracts.decision.Reason;
import dev.freehold.gateway.http.OpenAiError.Retry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue of every error that the gateway answers with. */
public final class OpenAiErrors {
    /** The reason code of a spent day, by policy or by the counter behind it. */
    public static final String BUDGET_SPENT = "BUDGET_SPENT";

    private static final String OPERATIONS =
            "Use POST /v1/chat/completions, /v1/completions, /v1/embeddings or /v1/classify,"
                    + " or GET /v1/models or /v1/models/{model}.";
    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final String UNAVAILABLE = "service_unavailable";

    private OpenAiErrors() {}

    public static OpenAiError invalidKey() {
        return error(
                401,
                INVALID_REQUEST,
                "invalid_api_key",
                "The API key is missing, unknown or withdrawn.",
                null,
                "Send a key of your use case as 'Authorization: Bearer KEY', or ask the operator for one.");
    }

    public static OpenAiError malformed(String message, @Nullable String param, String remedy) {
        return error(400, INVALID_REQUEST, "invalid_request", message, param, remedy);
    }

    public static OpenAiError tooLarge(long limit) {
        return error(
                413,
                INVALID_REQUEST,
                "request_too_large",
                "The request body is larger than " + limit + " bytes.",
                null,
                "Send fewer inputs with each call.");
    }

    public static OpenAiError noSuchPath() {
        return error(404, INVALID_REQUEST, "unknown_url", "This gateway has no such operation.", null, OPERATIONS);
    }

    public static OpenAiError wrongMethod() {
        return error(
                405, INVALID_REQUEST, "method_not_allowed", "This path does not take that method.", null, OPERATIONS);
    }

    /**
     * The one answer for a model that does not exist and for one outside the caller's use case, so that names cannot be
     * probed.
     */
    public static OpenAiError modelNotFound(String asked, List<String> allowed) {
        String list = allowed.isEmpty() ? "no model at all" : String.join(", ", allowed);
        boolean missing = allowed.contains(asked);
        return error(
                404,
                INVALID_REQUEST,
                "model_not_found",
                missing
                        ? "Your use case may call '" + asked + "', but no approved model has that name at present."
                        : "Your use case has no model '" + asked + "'. It may call: " + list + ".",
                "model",
                missing
                        ? "Ask the data team to bring the model in and to have it approved."
                        : "Name one of these models, or ask the owner of the use case to have another one added.");
    }

    public static OpenAiError useCaseMissing() {
        return denied(List.of(new Reason(
                "USE_CASE_MISSING",
                "This call belongs to no registered use case.",
                "Ask the operator to register your use case and to issue a key for it.")));
    }

    /** A denial by policy; its sentences and remedies are policy's own. */
    public static OpenAiError denied(List<Reason> reasons) {
        Reason first = reasons.get(0);
        String sentences = reasons.stream().map(Reason::sentence).collect(Collectors.joining(" "));
        return new OpenAiError(
                403,
                "policy_denied",
                first.code(),
                sentences + " " + first.remedy(),
                null,
                first.remedy(),
                reasons,
                Retry.NO);
    }

    public static OpenAiError budgetSpent(long dailyCalls, long secondsToMidnight) {
        return new OpenAiError(
                429,
                "insufficient_quota",
                BUDGET_SPENT,
                "The use case has made its " + dailyCalls + " calls of this day (UTC).",
                null,
                "Wait until midnight UTC, or ask the owner of the use case to have its daily calls raised.",
                List.of(),
                new Retry(true, secondsToMidnight));
    }

    /** The model said no, in a sentence that was written for the caller. */
    public static OpenAiError rejected(String sentence, String field) {
        return error(
                400,
                INVALID_REQUEST,
                "model_rejected",
                sentence,
                field,
                "Change the input, or name a model for this task.");
    }

    public static OpenAiError overloaded() {
        return new OpenAiError(
                503,
                UNAVAILABLE,
                "overloaded",
                "The gateway is at its limit of calls in flight.",
                null,
                "Try again in a second, with fewer calls at once.",
                List.of(),
                Retry.SOON);
    }

    public static OpenAiError auditUnavailable() {
        return error(
                503,
                UNAVAILABLE,
                "audit_unavailable",
                "The call could not be recorded, and nothing is answered without a record.",
                null,
                "Ask the operator to look at the audit log's disk; /q/health/ready says more.");
    }

    /** After an act: it happened, and nobody hears its result. */
    public static OpenAiError outcomeUnrecorded() {
        return error(
                503,
                UNAVAILABLE,
                "outcome_unrecorded",
                "The call was made, but its outcome could not be recorded; the answer is withheld, or ends here.",
                null,
                "The call counts as made. Ask the operator to look at the audit log's disk before you repeat it.");
    }

    /** Too much of a text waits to be told apart from a finding. */
    public static OpenAiError answerWithheld() {
        return error(
                503,
                UNAVAILABLE,
                "answer_withheld",
                "The rest of the answer cannot be checked for protected data and is withheld.",
                null,
                "Ask again; invisible characters without end are the usual cause.");
    }

    public static OpenAiError policyUnavailable() {
        return error(
                503,
                UNAVAILABLE,
                "policy_unavailable",
                "No decision could be taken on this call.",
                null,
                "Ask the operator to look at the policy bundle; /q/health/ready says more.");
    }

    public static OpenAiError obligationUnknown(String kind) {
        return error(
                503,
                UNAVAILABLE,
                "obligation_unknown",
                "Policy attaches the duty '" + kind + "' to this call, which this gateway cannot fulfil.",
                null,
                "Ask the operator to bring gateway and policy bundle to the same release.");
    }

    public static OpenAiError registryUnavailable() {
        return error(
                503,
                UNAVAILABLE,
                "registry_unavailable",
                "Models and keys cannot be looked up at present.",
                null,
                "Ask the operator to look at the registry.");
    }

    public static OpenAiError surfaceUnavailable() {
        return error(
                503,
                UNAVAILABLE,
                "surface_unavailable",
                "No service for files and fine-tuning is connected to this gateway.",
                null,
                "Ask the operator to start it, or to connect it.");
    }

    public static OpenAiError upstreamUnavailable() {
        return new OpenAiError(
                503,
                UNAVAILABLE,
                "upstream_unavailable",
                "The model cannot be run at present.",
                null,
                "Try again; if it lasts, ask the operator to look at inference.",
                List.of(),
                Retry.SOON);
    }

    public static OpenAiError upstreamTimeout(long seconds) {
        return error(
                503,
                UNAVAILABLE,
                "upstream_timeout",
                "The model did not answer within " + seconds + " seconds.",
                null,
                "Send fewer or shorter inputs with each call.");
    }

    /** The model's answer is not one: missing rows, or numbers that are none. */
    public static OpenAiError upstreamBroken() {
        return error(
                503,
                UNAVAILABLE,
                "upstream_broken",
                "The model's answer is not usable and is withheld.",
                null,
                "Ask the operator to look at this model.");
    }

    public static OpenAiError internal() {
        return error(
                500,
                "server_error",
                "internal_error",
                "The gateway failed on this call.",
                null,
                "Give the operator the x-request-id of this answer.");
    }

    private static OpenAiError error(
            int status, String type, String code, String message, @Nullable String param, String remedy) {
        return new OpenAiError(status, type, code, message, param, remedy, List.of(), Retry.NO);
    }
}
