package dev.freehold.finetune.run;

import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.evaluation.RowLoss;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One run's worker. Every method but {@link #close} is called by one thread, and ends soon after a close. */
public interface TrainingSession extends AutoCloseable {
    /** What {@link #network} is where the worker is in a network namespace of its own. */
    String NAMESPACE = "namespace";
    /** What {@link #network} is where the cluster denies the whole container the network. */
    String WALLED = "policy";
    /** What {@link #network} is where nothing keeps the worker off it. */
    String OPEN = "none";

    /** How the worker is kept off the network, as lineage names it. */
    String network();

    /** Whether a connect out of the worker to this address succeeds. */
    boolean reaches(InetSocketAddress address) throws RunBroken;

    /** Sentence embeddings of the untuned base. */
    List<float[]> embed(Path base, List<String> texts) throws RunBroken;

    /** Every knob of a tuning with these hyperparameters, as text, for the lineage. */
    SortedMap<String, String> parameters(Hyperparameters hyperparameters);

    /** Tunes the base on these rows and writes the adapter into the order's folder. */
    Tuned tune(TuningOrder order, List<LabelledText> train, TrainingWatch watch) throws RunBroken;

    /** The likeliest class of each text, by the tuned model. */
    List<String> classify(Path base, Path adapter, List<String> texts) throws RunBroken;

    /** Every knob of a chat tuning with these hyperparameters, as text, for the lineage. */
    SortedMap<String, String> chatParameters(Hyperparameters hyperparameters);

    /**
     * Tunes the base to say what the assistant says in these rows, and writes the adapter into the order's folder.
     *
     * @param aside rows that are not learned, to stop early by; empty where all epochs are taken
     */
    Tuned tuneChat(TuningOrder order, List<Conversation> train, List<Conversation> aside, TrainingWatch watch)
            throws RunBroken;

    /**
     * What the assistant's turns cost, row by row.
     *
     * @param adapter of the tuned model; absent for the base
     */
    List<RowLoss> score(Path base, @Nullable Path adapter, List<Conversation> rows) throws RunBroken;

    /** Ends the worker; safe to call from any thread, more than once, and while another call is under way. */
    @Override
    void close();
}
