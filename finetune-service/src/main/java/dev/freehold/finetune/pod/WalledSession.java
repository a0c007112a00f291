package dev.freehold.finetune.pod;

import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.evaluation.RowLoss;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.TrainingSession;
import dev.freehold.finetune.run.TrainingWatch;
import dev.freehold.finetune.run.Tuned;
import dev.freehold.finetune.run.TuningOrder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A session whose container cannot reach the cluster's API server. */
record WalledSession(TrainingSession session) implements TrainingSession {
    @Override
    public String network() {
        return WALLED;
    }

    @Override
    public boolean reaches(InetSocketAddress address) throws RunBroken {
        return session.reaches(address);
    }

    @Override
    public List<float[]> embed(Path base, List<String> texts) throws RunBroken {
        return session.embed(base, texts);
    }

    @Override
    public SortedMap<String, String> parameters(Hyperparameters hyperparameters) {
        return session.parameters(hyperparameters);
    }

    @Override
    public Tuned tune(TuningOrder order, List<LabelledText> train, TrainingWatch watch) throws RunBroken {
        return session.tune(order, train, watch);
    }

    @Override
    public List<String> classify(Path base, Path adapter, List<String> texts) throws RunBroken {
        return session.classify(base, adapter, texts);
    }

    @Override
    public SortedMap<String, String> chatParameters(Hyperparameters hyperparameters) {
        return session.chatParameters(hyperparameters);
    }

    @Override
    public Tuned tuneChat(TuningOrder order, List<Conversation> train, List<Conversation> aside, TrainingWatch watch)
            throws RunBroken {
        return session.tuneChat(order, train, aside, watch);
    }

    @Override
    public List<RowLoss> score(Path base, @Nullable Path adapter, List<Conversation> rows) throws RunBroken {
        return session.score(base, adapter, rows);
    }

    @Override
    public void close() {
        session.close();
    }
}
