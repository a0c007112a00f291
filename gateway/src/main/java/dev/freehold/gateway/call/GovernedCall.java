package dev.freehold.gateway.call;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.http.OpenAiError;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.Reply;
import dev.freehold.gateway.quota.CallQuota;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The one path from a question to a model's answer: weigh, rule, reserve, record, ask, record, reply. No surface has another.
 */
@ApplicationScoped
public class GovernedCall {
    static final String ANSWER_MASKED = "x-freehold-answer-masked";
    private static final System.Logger LOG = System.getLogger(GovernedCall.class.getName());

    private final Admission admission;
    private final CallQuota quota;
    private final RecordedAct recorded;
    private final BoundedUpstream upstream;
    private final Texts texts;

    GovernedCall(Admission admission, CallQuota quota, RecordedAct recorded, BoundedUpstream upstream, Texts texts) {
        this.admission = admission;
        this.quota = quota;
        this.recorded = recorded;
        this.upstream = upstream;
        this.texts = texts;
    }

    /**
     * Answers a question, or says why not.
     *
     * @param body the request's exact bytes, for the record's commitment
     * @throws Refusal if the call could not be weighed or recorded; nothing of a model's answer is in it
     */
    public <T> Reply answer(Caller caller, Question<T> question, byte[] body) {
        Weighed weighed = admission.weigh(caller, question);
        Ruling ruling = Ruling.on(weighed, question.model(), texts.maskable());
        if (!(ruling instanceof Ruling.Go go)) {
            return recorded.stopped(weighed, body, ((Ruling.Stop) ruling).how());
        }
        CallQuota.Reservation reservation = quota.reserve(go.useCase());
        if (reservation instanceof CallQuota.Reservation.Spent spent) {
            OpenAiError error = OpenAiErrors.budgetSpent(go.useCase().dailyCalls(), spent.secondsToMidnight());
            return recorded.stopped(weighed, body, new Settled.Denied(error));
        }
        try (CallQuota.Reservation.Held held = (CallQuota.Reservation.Held) reservation) {
            return recorded.run(weighed, body, () -> ask(question, go, held));
        }
    }

    private <T> Settled ask(Question<T> question, Ruling.Go go, CallQuota.Reservation.Held held) {
        ModelVersion model = go.model();
        List<String> seen = texts.masked(question.inputs(), go.typesToMask());
        Duration patience = question.patience().orElseGet(upstream::timeout);
        InferenceResult<T> result;
        try {
            result = upstream.ask(inference -> question.ask(inference, model, seen), patience);
        } catch (TimeoutException e) {
            held.commit();
            return new Settled.Failed(OpenAiErrors.upstreamTimeout(patience.toSeconds()));
        }
        if (result instanceof InferenceResult.Unavailable<T> unavailable) {
            // The model did not run: the call is not charged.
            LOG.log(System.Logger.Level.WARNING, "upstream unavailable: {0}", unavailable.cause());
            return new Settled.Failed(OpenAiErrors.upstreamUnavailable());
        }
        held.commit();
        if (result instanceof InferenceResult.Rejected<T> rejected) {
            return new Settled.Failed(OpenAiErrors.rejected(rejected.sentence(), question.field()));
        }
        InferenceResult.Answered<T> answered = (InferenceResult.Answered<T>) result;
        try {
            Written written =
                    question.write(answered.answer(), model, answered.promptTokens(), texts.withheld(go.useCase()));
            return new Settled.Answered(written, seen.size(), answered.promptTokens(), headers(go, written));
        } catch (Refusal misfit) {
            return new Settled.Failed(misfit.error());
        }
    }

    private static Map<String, String> headers(Ruling.Go go, Written written) {
        Map<String, String> headers = new LinkedHashMap<>(go.headers());
        if (!written.masked().isEmpty()) {
            headers.put(
                    ANSWER_MASKED,
                    written.masked().stream().map(FindingCount::type).collect(Collectors.joining(",")));
        }
        return headers;
    }
}
