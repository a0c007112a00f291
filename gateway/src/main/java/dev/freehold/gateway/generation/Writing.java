package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.enforcement.redaction.Masked;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.GenerationBounds;
import dev.freehold.gateway.call.Inputs;
import dev.freehold.gateway.call.Written;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.RequestObject;
import dev.freehold.gateway.stream.Frames;
import dev.freehold.gateway.stream.StreamedQuestion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A request that has a text written: chat or completion.
 *
 * @param longest longest time for the whole text
 */
record Writing(
        String model, List<String> inputs, Wording wording, Sampling sampling, Delivery delivery, Duration longest)
        implements StreamedQuestion {
    /** What OpenAI's completions write where nothing is said. */
    private static final int USUAL_COMPLETION = 16;

    Writing {
        inputs = List.copyOf(inputs);
    }

    /**
     * @throws Refusal naming the field that is wrong
     */
    static Writing chat(byte[] body, Bounds bounds, GenerationBounds limits) {
        RequestObject request = RequestObject.parse(body);
        NotOffered.refuse(request);
        Messages messages = Messages.read(request, bounds);
        return new Writing(
                request.model(),
                messages.texts(),
                new ChatWording(messages.roles()),
                Sampling.read(request, limits.maxTokens(), limits.maxTokens()),
                Delivery.read(request),
                limits.timeout());
    }

    /**
     * @throws Refusal naming the field that is wrong
     */
    static Writing completion(byte[] body, Bounds bounds, GenerationBounds limits) {
        RequestObject request = RequestObject.parse(body);
        NotOffered.refuse(request);
        List<String> prompts = Inputs.of(request, "prompt", bounds);
        if (prompts.size() > 1) {
            throw new Refusal(OpenAiErrors.malformed(
                    "The field 'prompt' holds " + prompts.size() + " texts; one call goes on from one.",
                    "prompt",
                    "Make one call for each text."));
        }
        return new Writing(
                request.model(),
                prompts,
                new CompletionWording(),
                Sampling.read(request, USUAL_COMPLETION, limits.maxTokens()),
                Delivery.read(request),
                limits.timeout());
    }

    @Override
    public String action() {
        return wording.action();
    }

    @Override
    public String field() {
        return wording.field();
    }

    @Override
    public Optional<Duration> patience() {
        return Optional.of(longest);
    }

    @Override
    public InferenceResult<Generated> ask(InferenceUpstream upstream, ModelVersion version, List<String> texts) {
        return ask(upstream, version, texts, TextSink.NONE);
    }

    @Override
    public InferenceResult<Generated> ask(
            InferenceUpstream upstream, ModelVersion version, List<String> texts, TextSink sink) {
        return upstream.generate(version, sampling.of(wording.prompt(texts)), sink);
    }

    @Override
    public Written write(Generated answer, ModelVersion version, long promptTokens, Set<String> withheld) {
        Masked text = Scanner.standard().mask(answer.text(), withheld);
        return new Written(
                documents(version).whole(text.text(), answer, promptTokens),
                text.text().getBytes(StandardCharsets.UTF_8),
                answer.completionTokens(),
                FindingCount.of(text.findings()));
    }

    @Override
    public Frames frames(ModelVersion version) {
        return documents(version);
    }

    private Documents documents(ModelVersion version) {
        return new Documents(delivery.id(), delivery.created(), delivery.usage(), wording, version);
    }

    /**
     * How the answer is to be sent.
     *
     * @param stream piece by piece
     * @param usage whether a stream ends with its token usage
     */
    record Delivery(String id, long created, boolean stream, boolean usage) {
        static Delivery read(RequestObject request) {
            boolean stream = request.flag("stream").orElse(false);
            boolean usage = request.present("stream_options")
                    .map(options -> options.path("include_usage"))
                    .map(JsonNode::asBoolean)
                    .orElse(false);
            if (!stream && request.present("stream_options").isPresent()) {
                throw new Refusal(OpenAiErrors.malformed(
                        "The field 'stream_options' stands without 'stream'.",
                        "stream_options",
                        "Send \"stream\": true, or leave 'stream_options' out."));
            }
            return new Delivery(UUID.randomUUID().toString(), Instant.now().getEpochSecond(), stream, usage);
        }
    }

    /** Sizes only: the inputs are somebody's text. */
    @Override
    public String toString() {
        return "Writing[" + inputs.size() + " inputs]";
    }
}
