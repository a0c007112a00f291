package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.evaluation.ChatEvaluation;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.evaluation.Figures;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.Tuned;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run that trained.
 *
 * @param evaluation of a classifier; absent on chat runs
 * @param chat evaluation of a chat model; absent on others
 * @param files digest of each of the adapter's files, by name
 */
public record RunReport(
        Lineage lineage,
        @Nullable Evaluation evaluation,
        @Nullable ChatEvaluation chat,
        Tuned tuned,
        double seconds,
        SortedMap<String, Digest> files) {
    /** Name of the file that holds it, among the outputs. */
    public static final String FILE = "report.json";

    /** Longest one that is read, in bytes. */
    public static final int LONGEST = 4 << 20;

    public RunReport {
        if ((evaluation == null) == (chat == null)) {
            throw new IllegalArgumentException("a report has figures of one kind");
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static RunReport of(RunOutcome.Trained trained, SortedMap<String, Digest> files) {
        return new RunReport(
                trained.lineage(),
                trained.figures() instanceof Evaluation evaluation ? evaluation : null,
                trained.figures() instanceof ChatEvaluation chat ? chat : null,
                trained.tuned(),
                trained.seconds(),
                files);
    }

    /** The outcome that it tells of, its adapter in this folder. */
    public RunOutcome.Trained trained(Path adapter) {
        Figures figures = chat == null ? Objects.requireNonNull(evaluation) : chat;
        return new RunOutcome.Trained(adapter, lineage, figures, tuned, seconds);
    }

    /** Whether a lineage is one of these inputs. */
    public static boolean isOf(Lineage lineage, RunInputs inputs) {
        return lineage.base().equals(inputs.base())
                && lineage.dataset().equals(inputs.dataset())
                && lineage.seed() == inputs.seed();
    }
}
