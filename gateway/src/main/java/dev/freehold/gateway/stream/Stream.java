package dev.freehold.gateway.stream;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.redaction.StreamRedactor;
import dev.freehold.enforcement.redaction.TextUndecided;
import dev.freehold.gateway.call.BoundedUpstream;
import dev.freehold.gateway.call.RecordedAct;
import dev.freehold.gateway.call.Ruling;
import dev.freehold.gateway.call.Settled;
import dev.freehold.gateway.http.Answer;
import dev.freehold.gateway.http.OpenAiError;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.quota.CallQuota;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way. Its intent is durable before it begins and its outcome before its last frame; whoever ends it first,
 * the model, the caller or the clock, records the one outcome.
 */
final class Stream implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(Stream.class.getName());
    /** How long a model that was told to stop may take to say how much it wrote. */
    private static final Duration LAST_WORD = Duration.ofSeconds(5);

    /** How often a caller is looked for while the model is silent. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final Act act;
    private final RecordedAct recorded;
    private final StreamRedactor redactor;
    private final CallQuota.Reservation.Held held;
    private final Line line;
    private final Handover handover;
    private final long deadline;
    private final AtomicBoolean settled = new AtomicBoolean();
    /** The text that may have left. */
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private long inputs;
    private long written;
    private Handover.@Nullable Event first;
    private @Nullable Future<?> running;

    /** What is done, and on whose word. */
    record Act(RecordedAct.Begun begun, Ruling.Go go, StreamedQuestion question) {}

    Stream(Act act, RecordedAct recorded, StreamRedactor redactor, CallQuota.Reservation.Held held, Line line) {
        this.act = act;
        this.recorded = recorded;
        this.redactor = redactor;
        this.held = held;
        this.line = line;
        this.handover = new Handover(line.bounds().patience(), this::abandoned);
        this.deadline = System.nanoTime() + line.bounds().timeout().toNanos();
    }

    /** Puts the question and waits for the first piece; what goes wrong before it is answered whole. */
    Answer begin(BoundedUpstream upstream, List<String> seen) {
        inputs = seen.size();
        try {
            running = upstream.start(
                    inference -> act.question.ask(inference, act.go.model(), seen, handover), handover::end);
        } catch (Refusal overloaded) {
            return endedEarly(overloaded.error());
        }
        first = next(pause());
        if (first == null) {
            return endedEarly(timeout());
        }
        if (first instanceof Handover.Event.End end && !(end.result() instanceof InferenceResult.Answered)) {
            return endedEarly(error(end.result()));
        }
        line.place().keep();
        Map<String, String> headers = new LinkedHashMap<>(act.begun.headers());
        headers.putAll(act.go.headers());
        headers.put("cache-control", "no-cache");
        return () -> {
            Response.ResponseBuilder response = Response.ok(this, "text/event-stream;charset=utf-8");
            headers.forEach(response::header);
            return response.build();
        };
    }

    private Answer endedEarly(OpenAiError error) {
        settled.set(true);
        release();
        return recorded.end(act.begun, new Settled.Failed(error));
    }

    @Override
    public void write(OutputStream out) {
        ServerSentEvents events = new ServerSentEvents(out, line.connection());
        try {
            send(events);
        } catch (IOException gone) {
            callerLeft();
        } finally {
            release();
        }
    }

    private void send(ServerSentEvents events) throws IOException {
        OpenAiError failure;
        try {
            held.commit();
            events.send(act.question.frames(act.go.model()).opening());
            failure = sendPieces(events);
        } catch (TextUndecided e) {
            failure = OpenAiErrors.answerWithheld();
        } catch (Refusal refusal) {
            failure = refusal.error();
        } catch (RuntimeException bug) {
            // Only the kind: a message could quote an answer.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a stream broke with {0}",
                    bug.getClass().getName());
            failure = OpenAiErrors.internal();
        }
        if (failure != null) {
            try {
                settle(Ending.failed(failure.code()), null);
            } catch (Refusal unrecorded) {
                failure = unrecorded.error();
            }
            events.send(List.of(failure.body(act.begun.weighed().decision().id())));
        }
    }

    /** Sends all there is; what went wrong, if anything. */
    private @Nullable OpenAiError sendPieces(ServerSentEvents events) throws IOException {
        Handover.Event event = first;
        while (event instanceof Handover.Event.Piece piece) {
            written += piece.text().length();
            say(events, redactor.feed(piece.text()));
            event = next(events);
        }
        if (!(event instanceof Handover.Event.End end)) {
            return timeout();
        }
        if (!(end.result() instanceof InferenceResult.Answered<Generated> answered)) {
            return error(end.result());
        }
        if (answered.answer().text().length() != written) {
            return OpenAiErrors.upstreamBroken();
        }
        say(events, redactor.finish());
        Receipt receipt = settle(Ending.ok(), usage(answered));
        if (receipt == null) {
            throw new IOException("the stream was given up meanwhile");
        }
        List<String> masked = FindingCount.of(redactor.findings()).stream()
                .map(FindingCount::type)
                .toList();
        Frames.Proof proof = new Frames.Proof(
                receipt.header(), act.begun.weighed().decision().id(), masked);
        events.send(act.question.frames(act.go.model()).ending(answered.answer(), answered.promptTokens(), proof));
        events.done();
        return null;
    }

    private void say(ServerSentEvents events, String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        synchronized (said) {
            said.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        events.send(List.of(act.question.frames(act.go.model()).piece(text)));
    }

    /** The next event; absent if none came in time. A caller who hangs up is not waited for. */
    private Handover.@Nullable Event next(ServerSentEvents events) throws IOException {
        long end = System.nanoTime() + pause().toNanos();
        Handover.Event event = null;
        while (event == null && System.nanoTime() < end) {
            events.requireCaller();
            event = next(GLANCE);
        }
        return event;
    }

    private Duration pause() {
        long left = Math.max(0, deadline - System.nanoTime());
        return Duration.ofNanos(Math.min(left, line.bounds().pause().toNanos()));
    }

    private Handover.@Nullable Event next(Duration wait) {
        try {
            return handover.next(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The caller hung up: the model stops, and the record says what it had written by then. */
    private void callerLeft() {
        AuditEvent.Usage usage = null;
        try {
            if (!settled.get() && handover.cancel(LAST_WORD) instanceof InferenceResult.Answered<Generated> answered) {
                usage = usage(answered);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        interrupted(usage);
    }

    /** On the model's thread: nobody came for what it wrote. */
    private void abandoned() {
        interrupted(null);
        line.connection().cut();
        release();
    }

    private void interrupted(AuditEvent.@Nullable Usage usage) {
        try {
            settle(Ending.interrupted("client_gone"), usage);
        } catch (Refusal unrecorded) {
            // The recorder ends the intent by itself as soon as it can; nobody is left to be told.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the outcome of {0} was not recorded",
                    act.begun.intent().id());
        }
    }

    /** Records the outcome, unless another did. */
    private @Nullable Receipt settle(Ending ending, AuditEvent.@Nullable Usage usage) {
        if (!settled.compareAndSet(false, true)) {
            return null;
        }
        byte[] text;
        synchronized (said) {
            text = said.toByteArray();
        }
        return recorded.end(
                act.begun,
                ending.with(recorded.content(act.begun, text), usage).found(FindingCount.of(redactor.findings())));
    }

    private AuditEvent.Usage usage(InferenceResult.Answered<Generated> answered) {
        return new AuditEvent.Usage(
                inputs, answered.promptTokens(), answered.answer().completionTokens());
    }

    private OpenAiError error(InferenceResult<Generated> result) {
        if (result instanceof InferenceResult.Rejected<Generated> rejected) {
            held.commit();
            return OpenAiErrors.rejected(rejected.sentence(), act.question.field());
        }
        String cause = ((InferenceResult.Unavailable<Generated>) result).cause();
        LOG.log(System.Logger.Level.WARNING, "upstream unavailable: {0}", cause);
        return OpenAiErrors.upstreamUnavailable();
    }

    private OpenAiError timeout() {
        held.commit();
        return OpenAiErrors.upstreamTimeout(Math.min(
                line.bounds().pause().toSeconds(), line.bounds().timeout().toSeconds()));
    }

    private void release() {
        handover.close();
        if (running != null) {
            running.cancel(true);
        }
        held.close();
        line.place().leave();
    }
}
