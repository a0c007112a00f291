package dev.freehold.engine.worker;

import dev.freehold.engine.chat.ChatTurn;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tuning of a decoder asked of a worker. What the assistant wrote is learned, and nothing else.
 *
 * @param baseFolder Transformers layout, with a chat template
 * @param train conversations, 1 to 1000000, each with an answer of the assistant
 * @param heldOut conversations to decide by when to stop, and to measure on; where there are none, the parameters' share of
 *     {@code train} is held out
 * @param targetFolder where the adapter, or with method FULL the model, is written; created, must hold neither yet
 * @param parameters knobs; targets are some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj and down_proj
 * @param seed of initial weights, order and dropout
 * @param snapshots folder in which the end of each epoch is saved, each in a folder of its own; null to save none
 */
public record ChatTuningRequest(
        Path baseFolder,
        List<List<ChatTurn>> train,
        List<List<ChatTurn>> heldOut,
        Path targetFolder,
        TuningParameters parameters,
        long seed,
        @Nullable Path snapshots) {
    private static final int MAX_CONVERSATIONS = 1_000_000;
    private static final List<String> ALL =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public ChatTuningRequest {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
        if (train.isEmpty() || (long) train.size() + heldOut.size() > MAX_CONVERSATIONS) {
            throw new IllegalArgumentException("train must have 1 to " + MAX_CONVERSATIONS
                    + " conversations, those held out included, has " + train.size());
        }
    }

    /** Without snapshots. */
    public ChatTuningRequest(
            Path baseFolder,
            List<List<ChatTurn>> train,
            List<List<ChatTurn>> heldOut,
            Path targetFolder,
            TuningParameters parameters,
            long seed) {
        this(baseFolder, train, heldOut, targetFolder, parameters, seed, null);
    }

    /** What suits a small decoder: pairs beside all linear layers, a tenth held out. */
    public static TuningParameters loraDefaults() {
        return new TuningParameters(TuningMethod.LORA, 8, 16, 0, ALL, 2e-3, 1, 3, 8, 1, 512, 0.1, 0, 1, 0.1, 2);
    }

    /** What suits the same where every weight is tuned: a much lower rate. */
    public static TuningParameters fullDefaults() {
        return new TuningParameters(TuningMethod.FULL, 8, 16, 0, ALL, 1e-4, 1, 3, 8, 1, 512, 0.1, 0.01, 1, 0.1, 2);
    }

    /** Tells sizes only: conversations must not reach a log. */
    @Override
    public String toString() {
        return "ChatTuningRequest[" + train.size() + " conversations, " + heldOut.size() + " held out, " + parameters
                + "]";
    }
}
