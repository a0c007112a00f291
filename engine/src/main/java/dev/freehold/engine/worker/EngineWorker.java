package dev.freehold.engine.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running worker JVM, seen from the JVM that started it. Thread-safe: calls are taken one after the other. The worker
 * ends with {@link #close}, and by itself when this JVM ends, however that comes about.
 */
public final class EngineWorker implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final String CLOSED = "the worker is closed";
    private final WorkerProcess process;
    private final WorkerSettings settings;
    private final Isolation isolation;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicBoolean closed = new AtomicBoolean();

    private EngineWorker(WorkerProcess process, WorkerSettings settings, Isolation isolation) {
        this.process = process;
        this.settings = settings;
        this.isolation = isolation;
    }

    /**
     * Starts a worker and waits until it answers.
     *
     * @throws WorkerFailed with reason START
     */
    public static EngineWorker start(WorkerSettings settings) throws WorkerFailed {
        Optional<List<String>> namespace = settings.denyNetwork() ? NetworkNamespace.prefix() : Optional.empty();
        WorkerProcess process;
        try {
            process = WorkerProcess.launch(settings, namespace);
        } catch (IOException e) {
            throw new WorkerFailed(WorkerFailed.Reason.START, "the worker cannot be started: " + e.getMessage(), e);
        }
        try (Deadline deadline = Deadline.in(START_TIMEOUT, process::kill)) {
            Optional<String> line = process.answer();
            String greeting = line.isPresent() ? understood(line.get()).greeting() : null;
            if (greeting == null || deadline.passed()) {
                throw new WorkerFailed(WorkerFailed.Reason.START, "the worker did not greet: " + process.end());
            }
            return new EngineWorker(process, settings, isolation(process, namespace.isPresent(), greeting));
        } catch (IOException e) {
            throw new WorkerFailed(WorkerFailed.Reason.START, "the worker did not greet: " + process.end(), e);
        }
    }

    /** What the worker says of itself decides, not what was asked for. */
    private static Isolation isolation(WorkerProcess process, boolean asked, String namespace) throws WorkerFailed {
        if (!asked) {
            return Isolation.NONE;
        }
        if (namespace.isEmpty() || namespace.equals(NetworkNamespace.current())) {
            process.kill();
            throw new WorkerFailed(
                    WorkerFailed.Reason.START, "the worker is not in a network namespace of its own: " + process.end());
        }
        return Isolation.NETWORK_NAMESPACE;
    }

    /** What keeps this worker from the network. */
    public Isolation isolation() {
        return isolation;
    }

    /**
     * Turns a BERT encoder in ONNX into a model folder in Transformers layout, and compares both.
     *
     * @param targetFolder created where missing; must be empty
     * @param paritySentences embedded by both models; at least one
     * @throws WorkerFailed with reason REFUSED if the file holds anything else
     */
    public ConversionReport convertOnnx(Path onnx, Path tokenizerJson, Path targetFolder, List<String> paritySentences)
            throws WorkerFailed {
        Protocol.Convert argument = new Protocol.Convert(
                absolute(onnx), absolute(tokenizerJson), absolute(targetFolder), Sendable.texts(paritySentences));
        return ask("convert", argument, ConversionReport.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * Loads a model under a handle, in the place of what had that handle before.
     *
     * @param adapterFolder of a classifier over an encoder, or of a decoder; null for the base alone: a decoder writes, an
     *     encoder classifies where it has a head of its own, and else embeds
     */
    public void load(String handle, Path baseFolder, @Nullable Path adapterFolder) throws WorkerFailed {
        String adapter = adapterFolder == null ? null : absolute(adapterFolder);
        Protocol.Load argument = new Protocol.Load(handle, absolute(baseFolder), adapter);
        ask("load", argument, Boolean.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * Writes a base and its adapter as one whole model, which computes what both compute together.
     *
     * @param targetFolder created where missing; must not hold a model yet
     */
    public void merge(Path baseFolder, Path adapterFolder, Path targetFolder) throws WorkerFailed {
        Protocol.Merge argument =
                new Protocol.Merge(absolute(baseFolder), absolute(adapterFolder), absolute(targetFolder));
        ask("merge", argument, Boolean.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /** Frees what a handle holds; nothing happens where it holds nothing. */
    public void unload(String handle) throws WorkerFailed {
        ask("unload", new Protocol.Unload(handle), Boolean.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * Sentence embeddings by a base model.
     *
     * @param texts 1 to 2048; those longer than the model reads are cut, and counted in the result
     */
    public Embedded embed(String handle, List<String> texts) throws WorkerFailed {
        Protocol.Texts argument = new Protocol.Texts(handle, Sendable.texts(texts));
        return ask("embed", argument, Embedded.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * Class probabilities by a base model with an adapter.
     *
     * @param texts 1 to 2048; those longer than the model reads are cut, and counted in the result
     */
    public Classified classify(String handle, List<String> texts) throws WorkerFailed {
        Protocol.Texts argument = new Protocol.Texts(handle, Sendable.texts(texts));
        return ask("classify", argument, Classified.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * Logits by a classifier, or of the token after each text by a decoder, for comparison with other engines.
     *
     * @param texts 1 to 2048; those longer than an encoder reads are cut, those longer than a decoder reads are refused
     */
    public Logits logits(String handle, List<String> texts) throws WorkerFailed {
        Protocol.Texts argument = new Protocol.Texts(handle, Sendable.texts(texts));
        return ask("logits", argument, Logits.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * How likely a decoder finds texts, as they are: nothing is put before them.
     *
     * @param texts 1 to 2048; those longer than the model reads are cut, and counted in the result
     */
    public Scored score(String handle, List<String> texts) throws WorkerFailed {
        Protocol.Texts argument = new Protocol.Texts(handle, Sendable.texts(texts));
        return ask("score", argument, Scored.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /**
     * Tunes a decoder on conversations and writes an adapter or a model to the request's folder.
     *
     * @param watch told of every step and snapshot, on this thread; what it throws ends the worker and is thrown on
     */
    public ChatTuningReport tuneChat(ChatTuningRequest request, TuningWatch watch) throws WorkerFailed {
        Protocol.TuneChat argument = new Protocol.TuneChat(
                absolute(request.baseFolder()),
                Sendable.conversations(request.train()),
                Sendable.conversations(request.heldOut()),
                absolute(request.targetFolder()),
                request.parameters(),
                request.seed(),
                absoluteOrNone(request.snapshots()));
        ChatTuningReport report =
                ask("tune_chat", argument, ChatTuningReport.class, settings.tuningTimeout(), part -> told(watch, part));
        return report.withIsolation(isolation);
    }

    /**
     * Tunes an adapter or a whole model and writes it to the request's folder.
     *
     * @param watch told of every step and snapshot, on this thread; what it throws ends the worker and is thrown on
     */
    public TuningReport tune(TuningRequest request, TuningWatch watch) throws WorkerFailed {
        List<Example> examples = new ArrayList<>();
        for (Example example : request.train()) {
            examples.add(new Example(Sendable.text(example.text()), Sendable.text(example.label())));
        }
        Protocol.Tune argument = new Protocol.Tune(
                absolute(request.baseFolder()),
                examples,
                absolute(request.adapterFolder()),
                request.parameters(),
                request.seed(),
                absoluteOrNone(request.snapshots()));
        TuningReport report =
                ask("tune", argument, TuningReport.class, settings.tuningTimeout(), part -> told(watch, part));
        return report.withIsolation(isolation);
    }

    /**
     * Writes a text with a decoder.
     *
     * @param sink told of each piece that is not empty, on this thread; the pieces together are the answer's text. When it
     *     wants no more, or throws, the generation ends and the worker lives on
     * @throws WorkerFailed with reason REFUSED if the prompt leaves no room for an answer, or a message holds a mark that
     *     only the chat template may write
     */
    public GeneratedText generate(String handle, GenerationSpec spec, PieceSink sink) throws WorkerFailed {
        for (String text : spec.prompt().texts()) {
            Sendable.text(text);
        }
        Protocol.Generate argument = Protocol.Generate.of(handle, spec);
        PieceRelay relay = new PieceRelay(sink, process);
        GeneratedText generated = ask("generate", argument, GeneratedText.class, settings.callTimeout(), relay);
        relay.rethrow();
        return generated;
    }

    /**
     * Tries a decoder out as it will be served: its tokenizer's ids are the model's, what it says of a short text are finite
     * numbers, and it writes a token.
     *
     * @param chat whether it is also to answer a conversation, through its chat template
     * @throws WorkerFailed with reason REFUSED saying what it cannot do
     */
    public DecoderTrial tryDecoder(Path folder, boolean chat) throws WorkerFailed {
        Protocol.Trial argument = new Protocol.Trial(absolute(folder), chat);
        return ask("trial", argument, DecoderTrial.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /** Lets the worker try to open a connection, to show whether it can; waits 3 seconds at most. */
    public boolean probeNetwork(String host, int port) throws WorkerFailed {
        Protocol.Probe argument = new Protocol.Probe(host, port);
        return ask("probe", argument, Boolean.class, settings.callTimeout(), EngineWorker::ignore);
    }

    /** The worker's number in the operating system. */
    public long processId() {
        return process.id();
    }

    /** Whether the worker can still take calls. */
    public boolean alive() {
        return !closed.get() && process.alive();
    }

    /** Ends the worker, also in the middle of a call, which then fails. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            process.close();
        }
    }

    private <T> T ask(String call, Object argument, Class<T> type, Duration limit, Consumer<Protocol.Response> parts)
            throws WorkerFailed {
        byte[] line = Protocol.request(call, argument);
        if (line.length > Protocol.MAX_LINE) {
            throw new WorkerFailed(
                    WorkerFailed.Reason.REFUSED,
                    "the call has " + line.length + " bytes, at most " + Protocol.MAX_LINE + " are taken: send less");
        }
        turn.lock();
        try (Deadline deadline = Deadline.in(limit, process::kill)) {
            return exchange(line, type, parts, deadline);
        } finally {
            turn.unlock();
        }
    }

    private <T> T exchange(byte[] line, Class<T> type, Consumer<Protocol.Response> parts, Deadline deadline)
            throws WorkerFailed {
        try {
            process.send(line);
            for (Optional<String> text = process.answer(); text.isPresent(); text = process.answer()) {
                Protocol.Response answer = understood(text.get());
                if (answer.isPart()) {
                    parts.accept(answer);
                } else if (answer.refused() != null) {
                    throw new WorkerFailed(WorkerFailed.Reason.REFUSED, answer.refused());
                } else if (answer.result() != null) {
                    return understood(answer.result(), type);
                }
            }
        } catch (IOException e) {
            // Out of step with the worker, or it is gone: both end it.
            throw ended(deadline, e);
        }
        throw ended(deadline, null);
    }

    private static Protocol.Response understood(String line) throws IOException {
        try {
            return Protocol.read(line, Protocol.Response.class);
        } catch (IllegalStateException e) {
            throw new IOException(e);
        }
    }

    private static <T> T understood(JsonNode result, Class<T> type) throws IOException {
        try {
            return Protocol.read(result, type);
        } catch (IllegalStateException e) {
            throw new IOException(e);
        }
    }

    private void told(TuningWatch watch, Protocol.Response part) {
        boolean heard = false;
        try {
            if (part.progress() != null) {
                watch.step(part.progress());
            }
            if (part.snapshot() != null) {
                watch.snapshot(part.snapshot());
            }
            heard = true;
        } finally {
            if (!heard) {
                process.kill();
            }
        }
    }

    private WorkerFailed ended(Deadline deadline, @Nullable Exception cause) {
        String end = closed.get() ? CLOSED : process.end();
        WorkerFailed.Reason reason = deadline.passed() ? WorkerFailed.Reason.TIMED_OUT : WorkerFailed.Reason.CRASHED;
        String message = deadline.passed() ? "the call took longer than " + deadline.limit() + ": " + end : end;
        return cause == null ? new WorkerFailed(reason, message) : new WorkerFailed(reason, message, cause);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    private static @Nullable String absoluteOrNone(@Nullable Path path) {
        return path == null ? null : absolute(path);
    }

    private static void ignore(Protocol.Response part) {
        // Only tuning and generating have any.
    }
}
