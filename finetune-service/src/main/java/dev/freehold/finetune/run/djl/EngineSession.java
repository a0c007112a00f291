package dev.freehold.finetune.run.djl;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.worker.ChatTuningReport;
import dev.freehold.engine.worker.ChatTuningRequest;
import dev.freehold.engine.worker.Classified;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.Example;
import dev.freehold.engine.worker.Isolation;
import dev.freehold.engine.worker.TuningReport;
import dev.freehold.engine.worker.TuningRequest;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.evaluation.RowLoss;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.TrainingSession;
import dev.freehold.finetune.run.TrainingWatch;
import dev.freehold.finetune.run.Tuned;
import dev.freehold.finetune.run.TuningOrder;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One worker JVM of the engine, used for one run. */
final class EngineSession implements TrainingSession {
    private static final String BASE = "base";
    private static final String TUNED = "tuned";

    private final EngineWorker worker;
    private final int threads;
    private final Set<String> loaded = new HashSet<>();

    EngineSession(EngineWorker worker, int threads) {
        this.worker = worker;
        this.threads = threads;
    }

    @Override
    public String network() {
        return worker.isolation() == Isolation.NETWORK_NAMESPACE ? NAMESPACE : OPEN;
    }

    @Override
    public boolean reaches(InetSocketAddress address) throws RunBroken {
        try {
            return worker.probeNetwork(address.getAddress().getHostAddress(), address.getPort());
        } catch (WorkerFailed e) {
            throw broken("test of the network", e);
        }
    }

    @Override
    public List<float[]> embed(Path base, List<String> texts) throws RunBroken {
        try {
            load(BASE, base, null);
            return worker.embed(BASE, texts).vectors();
        } catch (WorkerFailed e) {
            throw broken("embedding", e);
        }
    }

    @Override
    public SortedMap<String, String> parameters(Hyperparameters hyperparameters) {
        return Knobs.named(Knobs.classification(hyperparameters), threads);
    }

    @Override
    public Tuned tune(TuningOrder order, List<LabelledText> train, TrainingWatch watch) throws RunBroken {
        List<Example> examples =
                train.stream().map(row -> new Example(row.text(), row.label())).toList();
        try {
            TuningReport report = worker.tune(
                    new TuningRequest(
                            order.base(),
                            examples,
                            order.target(),
                            Knobs.classification(order.hyperparameters()),
                            order.seed(),
                            order.snapshots()),
                    new RelayedWatch(watch));
            return new Tuned(
                    report.steps(),
                    report.epochs(),
                    report.keptEpoch(),
                    report.firstLoss(),
                    report.lastLoss(),
                    report.trainableParameters(),
                    report.trainedTokens());
        } catch (WorkerFailed e) {
            throw broken("training", e);
        }
    }

    @Override
    public List<String> classify(Path base, Path adapter, List<String> texts) throws RunBroken {
        try {
            load(TUNED, base, adapter);
            Classified answer = worker.classify(TUNED, texts);
            return answer.probabilities().stream()
                    .map(probabilities -> answer.labels().get(likeliest(probabilities)))
                    .toList();
        } catch (WorkerFailed e) {
            throw broken("classification", e);
        }
    }

    @Override
    public SortedMap<String, String> chatParameters(Hyperparameters hyperparameters) {
        return Knobs.named(Knobs.chat(hyperparameters), threads);
    }

    @Override
    public Tuned tuneChat(TuningOrder order, List<Conversation> train, List<Conversation> aside, TrainingWatch watch)
            throws RunBroken {
        try {
            ChatTuningReport report = worker.tuneChat(
                    new ChatTuningRequest(
                            order.base(),
                            turns(train),
                            turns(aside),
                            order.target(),
                            Knobs.chat(order.hyperparameters()),
                            order.seed(),
                            order.snapshots()),
                    new RelayedWatch(watch));
            if (report.truncated() > 0) {
                watch.say(report.truncated()
                        + " conversations are longer than the model is tuned on, and lost their end");
            }
            return new Tuned(
                    report.steps(),
                    report.epochs(),
                    report.keptEpoch(),
                    report.firstLoss(),
                    report.lastLoss(),
                    report.trainableParameters(),
                    report.trainedTokens());
        } catch (WorkerFailed e) {
            throw broken("training", e);
        }
    }

    @Override
    public List<RowLoss> score(Path base, @Nullable Path adapter, List<Conversation> rows) throws RunBroken {
        String handle = adapter == null ? BASE : TUNED;
        try {
            load(handle, base, adapter);
            return AnswerLosses.of(base, rows).measure(texts -> worker.score(handle, texts));
        } catch (Refusal e) {
            throw new RunBroken(Failure.worker("the model's chat template: " + e.getMessage()), e);
        } catch (WorkerFailed e) {
            throw broken("scoring", e);
        }
    }

    @Override
    public void close() {
        worker.close();
    }

    static RunBroken broken(String what, WorkerFailed e) {
        String how = switch (e.reason()) {
            case START -> "could not be started";
            case REFUSED -> "refused the " + what;
            case CRASHED -> "crashed during the " + what;
            case TIMED_OUT -> "took too long over the " + what;
        };
        return new RunBroken(Failure.worker("the worker " + how + ": " + e.getMessage()), e);
    }

    private static List<List<ChatTurn>> turns(List<Conversation> rows) {
        return rows.stream().map(AnswerLosses::turns).toList();
    }

    /** A tuned model whose every weight was tuned needs no base beside it. */
    private void load(String handle, Path base, @Nullable Path tuned) throws WorkerFailed {
        if (!loaded.add(handle)) {
            return;
        }
        if (tuned != null && Files.exists(tuned.resolve("config.json"))) {
            worker.load(handle, tuned, null);
        } else {
            worker.load(handle, base, tuned);
        }
    }

    private static int likeliest(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }
}
