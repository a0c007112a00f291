package dev.freehold.gateway.routing.openai;

import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.routing.TimedUpstream;
import java.time.Duration;
import java.util.List;

/**
 * Asks a server of OpenAI's protocol. What the server says of an error is never passed on: it was not looked through for what
 * must not leave, and could quote a prompt.
 */
final class OpenAiUpstream implements TimedUpstream {
    private static final System.Logger LOG = System.getLogger(OpenAiUpstream.class.getName());
    private static final int BAD_REQUEST = 400;

    /** Where nobody says how long: the longest time that a text may take. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final String EMBEDDINGS = "/embeddings";
    private static final String CLASSIFY = "/classify";

    private final ModelServer server;
    private final Circuit circuit;
    private final ModelName name;
    private final Duration longest;

    OpenAiUpstream(ModelServer server, Circuit circuit, ModelName name) {
        this(server, circuit, name, LONGEST);
    }

    private OpenAiUpstream(ModelServer server, Circuit circuit, ModelName name, Duration longest) {
        this.server = server;
        this.circuit = circuit;
        this.name = name;
        this.longest = longest;
    }

    @Override
    public InferenceUpstream within(Duration time) {
        return new OpenAiUpstream(server, circuit, name, time);
    }

    /** Does the talking; told apart from the rest because it may fail in the middle. */
    private interface Talk<T> {
        InferenceResult<T> talk() throws ServerFailed;
    }

    /** Understands a whole answer. */
    private interface Reading<T> {
        InferenceResult.Answered<T> read(byte[] body) throws ServerFailed;
    }

    @Override
    public InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs) {
        byte[] body = WireRequests.inputs(name.of(model), inputs);
        return guarded(() -> asked(EMBEDDINGS, body, answer -> WireAnswers.vectors(answer, inputs.size())));
    }

    @Override
    public InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs) {
        byte[] body = WireRequests.inputs(name.of(model), inputs);
        return guarded(() -> asked(CLASSIFY, body, answer -> WireAnswers.classes(answer, inputs.size())));
    }

    @Override
    public InferenceResult<Generated> generate(ModelVersion model, GenerationRequest request, TextSink sink) {
        boolean chat = request.prompt() instanceof GenerationRequest.Prompt.Chat;
        String operation = chat ? "/chat/completions" : "/completions";
        long estimate = WireRequests.estimatedTokens(request.prompt());
        boolean streamed = sink != TextSink.NONE;
        byte[] body = WireRequests.generation(name.of(model), request, streamed);
        return guarded(() -> streamed
                ? streamed(operation, body, new WrittenText(chat, sink, estimate))
                : asked(operation, body, answer -> WireAnswers.generated(answer, chat, estimate)));
    }

    private <T> InferenceResult<T> asked(String operation, byte[] body, Reading<T> reading) throws ServerFailed {
        ModelServer.Answer answer = server.ask(operation, body, longest);
        return answer.status() == ModelServer.OK ? reading.read(answer.body()) : refused(answer.status());
    }

    private InferenceResult<Generated> streamed(String operation, byte[] body, WrittenText text) throws ServerFailed {
        ServerSentEvents events = new ServerSentEvents(text::event);
        int status = server.stream(operation, body, longest, events::feed);
        return status == ModelServer.OK && !text.rejected()
                ? text.answer()
                : refused(text.rejected() ? BAD_REQUEST : status);
    }

    private <T> InferenceResult<T> guarded(Talk<T> talk) {
        if (!circuit.admits()) {
            return new InferenceResult.Unavailable<>(
                    "the model's server failed several times and is left alone a while");
        }
        boolean worked = false;
        try {
            InferenceResult<T> result = talk.talk();
            worked = true;
            return result;
        } catch (ServerFailed e) {
            LOG.log(System.Logger.Level.WARNING, "the model''s server gave no answer: {0}", e.getMessage());
            return new InferenceResult.Unavailable<>("the model's server gave no answer: " + e.getMessage());
        } finally {
            if (worked) {
                circuit.worked();
            } else {
                circuit.failed();
            }
        }
    }

    /** A server that says no is alive; one that breaks is not. */
    private static <T> InferenceResult<T> refused(int status) throws ServerFailed {
        return switch (status) {
            case BAD_REQUEST, 413, 422 ->
                new InferenceResult.Rejected<>(
                        "The model's server does not take this request: perhaps it is longer than the model reads.");
            case 401, 403 -> unavailable("refuses this gateway's key", status);
            case 404 -> unavailable("has no such model, or no such operation", status);
            case 429 -> unavailable("has more to do than it takes", status);
            default -> throw new ServerFailed("it answered with status " + status);
        };
    }

    private static <T> InferenceResult<T> unavailable(String what, int status) {
        LOG.log(System.Logger.Level.ERROR, "the model''s server {0} (status {1})", what, status);
        return new InferenceResult.Unavailable<>("the model's server " + what);
    }
}
