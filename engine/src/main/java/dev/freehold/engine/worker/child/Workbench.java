package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.decoder.DecoderFamily;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.encoder.SentenceEmbedder;
import dev.freehold.engine.encoder.TokenizedTexts;
import dev.freehold.engine.merge.AdapterMerge;
import dev.freehold.engine.onnx.OnnxConversion;
import dev.freehold.engine.onnx.OnnxReference;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.train.ClassifierTuning;
import dev.freehold.engine.train.Recipe;
import dev.freehold.engine.train.TunedClassifier;
import dev.freehold.engine.worker.Classified;
import dev.freehold.engine.worker.ConversionReport;
import dev.freehold.engine.worker.Embedded;
import dev.freehold.engine.worker.GeneratedText;
import dev.freehold.engine.worker.Isolation;
import dev.freehold.engine.worker.Logits;
import dev.freehold.engine.worker.Protocol;
import dev.freehold.engine.worker.Scored;
import dev.freehold.engine.worker.TuningReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what calls ask for, on one thread. The tensor library is loaded by the first call that needs it. */
final class Workbench {
    private static final int PROBE_MILLIS = 3000;
    private static final double NANOS = 1e9;
    private final int threads;
    private @Nullable Tensors memory;
    private @Nullable Shelf shelf;

    Workbench(int threads) {
        this.threads = threads;
    }

    Object perform(Protocol.Request request, Listener listener) {
        return switch (request.call()) {
            case "convert" -> convert(Protocol.read(request.argument(), Protocol.Convert.class));
            case "load" -> load(Protocol.read(request.argument(), Protocol.Load.class));
            case "unload" -> unload(Protocol.read(request.argument(), Protocol.Unload.class));
            case "embed" -> embed(Protocol.read(request.argument(), Protocol.Texts.class));
            case "logits" -> logits(Protocol.read(request.argument(), Protocol.Texts.class));
            case "classify" -> classify(Protocol.read(request.argument(), Protocol.Texts.class));
            case "merge" -> merge(Protocol.read(request.argument(), Protocol.Merge.class));
            case "generate" -> generate(Protocol.read(request.argument(), Protocol.Generate.class), listener);
            case "tune" -> tune(Protocol.read(request.argument(), Protocol.Tune.class), listener);
            case "score" -> score(Protocol.read(request.argument(), Protocol.Texts.class));
            case "tune_chat" ->
                new ChatBench(Protocol.read(request.argument(), Protocol.TuneChat.class), listener).tune(memory());
            case "trial" -> TrialBench.run(Protocol.read(request.argument(), Protocol.Trial.class), memory());
            case "probe" -> probe(Protocol.read(request.argument(), Protocol.Probe.class));
            default -> throw new Refusal("there is no call " + request.call());
        };
    }

    private ConversionReport convert(Protocol.Convert call) {
        Path onnx = Path.of(call.onnx());
        Path target = Path.of(call.target());
        long parameters = OnnxConversion.convert(onnx, Path.of(call.tokenizer()), target);
        try (Tensors scope = memory().inner();
                EncoderModel model = EncoderModel.load(scope, target);
                EncoderTokenizer tokenizer = model.tokenizer(Integer.MAX_VALUE);
                SentenceEmbedder embedder = new SentenceEmbedder(scope, model);
                OnnxReference reference = OnnxReference.open(onnx, threads)) {
            List<long[]> rows = tokenizer.tokenize(call.sentences()).rows();
            List<float[]> original = new ArrayList<>();
            rows.forEach(row -> original.add(reference.embed(row)));
            double cosine = OnnxReference.minimumCosine(embedder.embed(rows), original);
            return new ConversionReport(
                    cosine,
                    rows.size(),
                    parameters,
                    model.config().layers(),
                    model.config().hidden());
        }
    }

    private boolean load(Protocol.Load call) {
        Optional<Path> adapter = Optional.ofNullable(call.adapter()).map(Path::of);
        shelf().put(call.handle(), Path.of(call.base()), adapter);
        return true;
    }

    private boolean unload(Protocol.Unload call) {
        shelf().remove(call.handle());
        return true;
    }

    private Embedded embed(Protocol.Texts call) {
        ServedModel model = shelf().get(call.handle());
        TokenizedTexts texts = model.tokenize(call.texts());
        return new Embedded(model.embedder().embed(texts.rows()), texts.tokens(), texts.truncated());
    }

    private Classified classify(Protocol.Texts call) {
        ServedModel model = shelf().get(call.handle());
        TokenizedTexts texts = model.tokenize(call.texts());
        return new Classified(
                model.classifier().labels(),
                model.classifier().classify(texts.rows()),
                texts.tokens(),
                texts.truncated());
    }

    private boolean merge(Protocol.Merge call) {
        Path base = Path.of(call.base());
        if (DecoderFamily.of(base).isPresent()) {
            AdapterMerge.decoder(base, Path.of(call.adapter()), Path.of(call.target()));
        } else {
            AdapterMerge.encoder(memory(), base, Path.of(call.adapter()), Path.of(call.target()));
        }
        return true;
    }

    private GeneratedText generate(Protocol.Generate call, Listener listener) {
        return shelf().writer(call.handle()).generate(call.spec(), piece -> {
            if (!piece.isEmpty()) {
                listener.tell(Protocol.Response.piece(piece));
            }
            return listener.wantsMore();
        });
    }

    private Logits logits(Protocol.Texts call) {
        return shelf().found(call.handle()).logits(call.texts());
    }

    private Scored score(Protocol.Texts call) {
        return shelf().writer(call.handle()).score(call.texts());
    }

    private TuningReport tune(Protocol.Tune call, Listener listener) {
        long start = System.nanoTime();
        Path folder = Path.of(call.base());
        Path adapter = Path.of(call.adapter());
        try (Tensors scope = memory().inner();
                EncoderModel base = EncoderModel.load(scope, folder)) {
            Recipe recipe = Recipe.of(call.parameters(), base);
            // Before the hours of work, not after them.
            recipe.checkFree(adapter);
            List<String> labels = ClassifierTuning.labels(call.train());
            TunedClassifier tuned = new ClassifierTuning(scope, base, call.parameters(), call.seed())
                    .run(
                            call.train(),
                            step -> listener.tell(Protocol.Response.progress(step)),
                            Snapshots.into(
                                    call.snapshots(),
                                    (target, values) -> recipe.save(target, labels, values),
                                    listener));
            recipe.save(adapter, tuned.labels(), tuned.values());
            return new TuningReport(
                    tuned.steps(),
                    tuned.firstLoss(),
                    tuned.lastLoss(),
                    tuned.parameters(),
                    tuned.trainedTokens(),
                    (System.nanoTime() - start) / NANOS,
                    Isolation.NONE,
                    tuned.epochs(),
                    tuned.keptEpoch(),
                    tuned.heldOut(),
                    tuned.score().loss(),
                    tuned.score().accuracy());
        }
    }

    private static boolean probe(Protocol.Probe call) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(call.host(), call.port()), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Shelf shelf() {
        if (shelf == null) {
            shelf = new Shelf(memory());
        }
        return shelf;
    }

    private Tensors memory() {
        if (memory == null) {
            memory = opened();
        }
        return memory;
    }

    /** Workers that share a cache unpack the native libraries one after the other. */
    private Tensors opened() {
        Path lock = Path.of(System.getenv().getOrDefault("DJL_CACHE_DIR", "."), "unpacking.lock");
        try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw");
                FileLock held = file.getChannel().lock()) {
            if (!held.isValid()) {
                throw new IllegalStateException("the lock of the native libraries is gone");
            }
            return Tensors.open(threads);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the cache of native libraries", e);
        }
    }
}
