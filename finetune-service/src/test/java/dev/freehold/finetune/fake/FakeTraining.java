package dev.freehold.finetune.fake;

import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.evaluation.RowLoss;
import dev.freehold.finetune.run.BaseTraits;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.TrainingEngine;
import dev.freehold.finetune.run.TrainingSession;
import dev.freehold.finetune.run.TrainingWatch;
import dev.freehold.finetune.run.Tuned;
import dev.freehold.finetune.run.TuningOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Training that takes no time: the tuned model knows the first word's class, the base sees lengths alone. */
@Alternative
@Priority(1)
@Singleton
public class FakeTraining implements TrainingEngine {
    public enum Mode {
        WELL,
        CRASH,
        BUG,
        /** Trains until it is closed. */
        HANG,
        /** Says that it is in a namespace, and reaches the network. */
        LEAK,
        NO_NAMESPACE,
        /** Says every row that it was trained on by heart. */
        RECITE,
        /** Learns nothing at all. */
        DEAF
    }

    public volatile Mode mode = Mode.WELL;
    public volatile List<Conversation> setAside = List.of();
    public volatile List<Conversation> learned = List.of();
    public volatile long weights = 1_000;
    public final AtomicInteger closed = new AtomicInteger();

    @Override
    public TrainingSession open() {
        return new Session(mode);
    }

    @Override
    public BaseTraits traits(Path base) {
        return new BaseTraits(weights, text -> text.contains("<|end|>") ? Optional.of("<|end|>") : Optional.empty());
    }

    private final class Session implements TrainingSession {
        private final Mode mode;
        private final CountDownLatch end = new CountDownLatch(1);
        private final Set<Conversation> trained = new HashSet<>();

        Session(Mode mode) {
            this.mode = mode;
        }

        @Override
        public String network() {
            return mode == Mode.NO_NAMESPACE ? "none" : "namespace";
        }

        @Override
        public boolean reaches(InetSocketAddress address) {
            return mode == Mode.LEAK || mode == Mode.NO_NAMESPACE;
        }

        @Override
        public List<float[]> embed(Path base, List<String> texts) {
            return texts.stream()
                    .map(text -> new float[] {1, text.length() % 3})
                    .toList();
        }

        @Override
        public SortedMap<String, String> parameters(Hyperparameters hyperparameters) {
            return new TreeMap<>(java.util.Map.of("epochs", String.valueOf(hyperparameters.nEpochs())));
        }

        @Override
        public Tuned tune(TuningOrder order, List<LabelledText> train, TrainingWatch watch) throws RunBroken {
            switch (mode) {
                case CRASH -> throw worker("the worker crashed during the training: exit 134");
                case BUG -> throw new IllegalStateException("a bug");
                case HANG -> hang();
                default -> {}
            }
            for (int step = 1; step <= 1_000; step++) {
                watch.step(step, 1_000, 1.0 / step);
            }
            int epochs = order.hyperparameters().nEpochs();
            for (int epoch = 1; order.snapshots() != null && epoch <= epochs; epoch++) {
                Path folder = order.snapshots().resolve("epoch-" + epoch);
                write(folder, "{\"epoch\": " + epoch + "}");
                watch.snapshot(
                        new Snapshot(folder, new Snapshot.Figures(epoch, 10 * epoch, 1.0 / epoch, 2.0 / epoch, 0.5)));
            }
            write(order.target(), "{}");
            return new Tuned(1_000, 8, 7, 1.0, 0.001, 42, 12_345L);
        }

        @Override
        public SortedMap<String, String> chatParameters(Hyperparameters hyperparameters) {
            return parameters(hyperparameters);
        }

        @Override
        public Tuned tuneChat(
                TuningOrder order, List<Conversation> train, List<Conversation> aside, TrainingWatch watch)
                throws RunBroken {
            trained.addAll(train);
            setAside = aside;
            learned = List.copyOf(train);
            return tune(order, List.of(), watch);
        }

        private static void write(Path folder, String config) {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("adapter_config.json"), config);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ten tokens a row; the tuned model likes some texts better than others, whether it has seen them or not. */
        @Override
        public List<RowLoss> score(Path base, Path adapter, List<Conversation> rows) {
            return rows.stream()
                    .map(row -> {
                        boolean known = mode == Mode.RECITE && trained.contains(row);
                        double untaught = 30;
                        double taught = known ? 0.5 : 10 + new Random(row.hashCode()).nextDouble();
                        return new RowLoss(adapter == null || mode == Mode.DEAF ? untaught : taught, 10);
                    })
                    .toList();
        }

        private void hang() throws RunBroken {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw worker("the worker crashed during the training");
        }

        @Override
        public List<String> classify(Path base, Path adapter, List<String> texts) {
            return texts.stream()
                    .map(text -> text.substring(0, text.indexOf(' ')))
                    .toList();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            end.countDown();
        }
    }

    private static RunBroken worker(String message) {
        return new RunBroken(Failure.worker(message), new IOException("pipe closed"));
    }
}
