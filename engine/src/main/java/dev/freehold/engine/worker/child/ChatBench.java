package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.decoder.DecoderAdapter;
import dev.freehold.engine.decoder.DecoderLinear;
import dev.freehold.engine.decoder.DecoderLora;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.train.FirstValues;
import dev.freehold.engine.train.HeldOut;
import dev.freehold.engine.train.LanguageRows;
import dev.freehold.engine.train.LanguageTuning;
import dev.freehold.engine.train.TunedLanguage;
import dev.freehold.engine.train.TunedModelFolder;
import dev.freehold.engine.worker.ChatTuningReport;
import dev.freehold.engine.worker.Isolation;
import dev.freehold.engine.worker.Protocol;
import dev.freehold.engine.worker.TuningMethod;
import dev.freehold.engine.worker.TuningParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tunes decoders on conversations. */
final class ChatBench {
    private static final double NANOS = 1e9;
    private final Protocol.TuneChat call;
    private final Listener listener;
    private final TuningParameters parameters;
    private final Path baseFolder;
    private final Path target;

    ChatBench(Protocol.TuneChat call, Listener listener) {
        this.call = call;
        this.listener = listener;
        this.parameters = call.parameters();
        this.baseFolder = Path.of(call.base());
        this.target = Path.of(call.target());
    }

    ChatTuningReport tune(Tensors memory) {
        long start = System.nanoTime();
        boolean whole = parameters.method() == TuningMethod.FULL;
        // Before the hours of work, not after them.
        if (whole) {
            TunedModelFolder.checkFree(target);
        } else {
            AdapterFolder.checkFree(target);
        }
        ChatTemplate template = ChatTemplate.of(baseFolder);
        try (Tensors scope = memory.inner();
                DecoderModel base = DecoderModel.load(scope, baseFolder);
                DecoderTokenizer tokenizer =
                        DecoderTokenizer.open(baseFolder, base.config().vocabulary())) {
            int longest = Math.min(parameters.maxTokens(), base.config().positions());
            LanguageRows train = LanguageRows.of(call.train(), template, tokenizer, longest);
            LanguageRows heldOut = LanguageRows.of(call.heldOut(), template, tokenizer, longest);
            return whole
                    ? tuneWhole(scope, base, train, heldOut, start)
                    : tunePairs(scope, base, train, heldOut, start);
        }
    }

    private ChatTuningReport tuneWhole(
            Tensors scope, DecoderModel base, LanguageRows train, LanguageRows heldOut, long start) {
        List<float[]> first =
                base.weights().stream().map(weight -> weight.toFloatArray()).toList();
        try (TrainableDecoder decoder = TrainableDecoder.whole(scope, base.config(), first)) {
            BiConsumer<Path, List<float[]>> save =
                    (folder, values) -> TunedModelFolder.save(baseFolder, folder, decoder.layout(), values);
            TunedLanguage tuned = run(scope, decoder, train, heldOut, save);
            save.accept(target, tuned.values());
            return report(tuned, train, heldOut, start);
        }
    }

    private ChatTuningReport tunePairs(
            Tensors scope, DecoderModel base, LanguageRows train, LanguageRows heldOut, long start) {
        DecoderLora lora = new DecoderLora(
                parameters.rank(),
                parameters.alpha(),
                parameters.dropout(),
                targets(parameters.targets()),
                String.valueOf(baseFolder.getFileName()));
        List<float[]> first = FirstValues.pairs(lora.tensors(base.config()), new SplittableRandom(call.seed()).split());
        try (TrainableDecoder decoder = TrainableDecoder.adapter(scope, base, lora, first)) {
            BiConsumer<Path, List<float[]>> save =
                    (folder, values) -> new DecoderAdapter(lora, values).save(folder, base.config());
            TunedLanguage tuned = run(scope, decoder, train, heldOut, save);
            save.accept(target, tuned.values());
            return report(tuned, train, heldOut, start);
        }
    }

    private TunedLanguage run(
            Tensors scope,
            TrainableDecoder decoder,
            LanguageRows train,
            LanguageRows heldOut,
            BiConsumer<Path, List<float[]>> save) {
        LanguageTuning tuning = new LanguageTuning(scope, decoder, parameters, call.seed());
        return tuning.run(
                train.examples(),
                heldOut.examples(),
                step -> listener.tell(Protocol.Response.progress(step)),
                Snapshots.into(call.snapshots(), save, listener));
    }

    private ChatTuningReport report(TunedLanguage tuned, LanguageRows train, LanguageRows heldOut, long start) {
        HeldOut measured = tuned.heldOut();
        HeldOut.Gain gain = measured.gain(call.seed());
        return new ChatTuningReport(
                tuned.steps(),
                tuned.epochs(),
                tuned.keptEpoch(),
                tuned.firstLoss(),
                tuned.lastLoss(),
                tuned.values().stream().mapToLong(values -> values.length).sum(),
                tuned.trainedTokens(),
                train.truncated() + heldOut.truncated(),
                train.dropped() + heldOut.dropped(),
                new ChatTuningReport.HeldOutLoss(
                        measured.rows().size(),
                        measured.tokens(),
                        measured.baseLoss(),
                        measured.tunedLoss(),
                        gain.low(),
                        gain.high()),
                (System.nanoTime() - start) / NANOS,
                Isolation.NONE);
    }

    private static Set<DecoderLinear> targets(List<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        Set<DecoderLinear> targets = Stream.of(DecoderLinear.values())
                .filter(linear -> unknown.remove(linear.target()))
                .collect(Collectors.toSet());
        if (!unknown.isEmpty() || targets.isEmpty()) {
            throw new Refusal("targets must be some of "
                    + Stream.of(DecoderLinear.values())
                            .map(DecoderLinear::target)
                            .toList());
        }
        return targets;
    }
}
