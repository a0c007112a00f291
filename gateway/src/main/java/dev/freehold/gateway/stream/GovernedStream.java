package dev.freehold.gateway.stream;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.gateway.call.Admission;
import dev.freehold.gateway.call.BoundedUpstream;
import dev.freehold.gateway.call.RecordedAct;
import dev.freehold.gateway.call.Ruling;
import dev.freehold.gateway.call.Settled;
import dev.freehold.gateway.call.Texts;
import dev.freehold.gateway.call.Weighed;
import dev.freehold.gateway.http.Answer;
import dev.freehold.gateway.http.OpenAiError;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.quota.CallQuota;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The same path as {@link dev.freehold.gateway.call.GovernedCall}'s for an answer that leaves as it is written: weigh, rule,
 * reserve, record, ask, send, record, end.
 */
@ApplicationScoped
public class GovernedStream {
    private final Admission admission;
    private final CallQuota quota;
    private final RecordedAct recorded;
    private final BoundedUpstream upstream;
    private final Texts texts;

    GovernedStream(Admission admission, CallQuota quota, RecordedAct recorded, BoundedUpstream upstream, Texts texts) {
        this.admission = admission;
        this.quota = quota;
        this.recorded = recorded;
        this.upstream = upstream;
        this.texts = texts;
    }

    /**
     * Answers a question piece by piece, or says why not. What stops a call before its first piece is an answer like any other.
     *
     * @param body the request's exact bytes, for the record's commitment
     * @param line the caller's connection and place
     * @throws dev.freehold.gateway.http.Refusal if the call could not be weighed or recorded
     */
    public Answer answer(Caller caller, StreamedQuestion question, byte[] body, Line line) {
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
        CallQuota.Reservation.Held held = (CallQuota.Reservation.Held) reservation;
        RecordedAct.Begun begun;
        try {
            begun = recorded.begin(weighed, body);
        } catch (RuntimeException unrecorded) {
            held.close();
            throw unrecorded;
        }
        Stream stream = new Stream(
                new Stream.Act(begun, go, question), recorded, texts.answer(texts.withheld(go.useCase())), held, line);
        return stream.begin(upstream, texts.masked(question.inputs(), go.typesToMask()));
    }
}
