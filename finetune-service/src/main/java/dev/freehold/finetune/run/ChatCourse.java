package dev.freehold.finetune.run;

import dev.freehold.contracts.model.LeakTest;
import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.evaluation.ChatEvaluation;
import dev.freehold.finetune.evaluation.LossComparison;
import dev.freehold.finetune.evaluation.RowLoss;
import dev.freehold.finetune.evaluation.Split;
import dev.freehold.finetune.leak.Canary;
import dev.freehold.finetune.leak.CanaryPlan;
import dev.freehold.finetune.leak.LeakReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Tunes a chat model, compares its loss with the base's, and tests whether it recites.
 *
 * <p>The canaries are trained into the adapter itself and not into a twin of it: what is approved is then what was tested,
 * by digest. They are random digits without a meaning, and lineage and evaluation name them.
 */
final class ChatCourse implements Course {
    private final Scene scene;
    private final Split<Conversation> split;
    private final CanaryPlan canaries;
    private final Split<Conversation> learned;

    ChatCourse(Scene scene, Split<Conversation> split) {
        this.scene = scene;
        this.split = split;
        this.canaries = CanaryPlan.draw(scene.inputs().dataset(), scene.inputs().seed());
        // Before the canaries are planted: one that is set aside is not learned, and its test shows nothing.
        this.learned = scene.inputs().hyperparameters().earlyStoppingPatience() == 0
                ? new Split<>(split.train(), List.of())
                : Split.aside(split.train(), scene.inputs().seed());
    }

    @Override
    public Taken take(Path adapter) throws RunBroken {
        RunInputs inputs = scene.inputs();
        scene.tellSplit(split.train().size(), split.heldOut().size());
        scene.journal()
                .say("leak test: " + canaries.rows() + " rows of "
                        + canaries.canaries().size() + " canaries among the train rows");
        List<RowLoss> baseLosses = losses(null, split.heldOut());
        if (baseLosses.stream().noneMatch(row -> row.tokens() > 0)) {
            throw new RunBroken(
                    Failure.inputs("every held-out row is longer than the base reads: nothing can be measured"));
        }
        List<RowLoss> baseCanaries = losses(null, canaries.planted());
        SortedMap<String, String> parameters = parameters();
        Tuned tuned = scene.session()
                .tuneChat(
                        scene.order(adapter),
                        canaries.among(learned.train(), inputs.dataset(), inputs.seed()),
                        learned.heldOut(),
                        scene.watch(parameters, LeakTest.NOT_RUN));
        scene.tellTuned(tuned);
        LossComparison loss = LossComparison.of(baseLosses, losses(adapter, split.heldOut()), inputs.seed());
        LeakReport leak = leak(sums(baseCanaries), adapter);
        return new Taken(tuned, new ChatEvaluation(loss, leak), parameters);
    }

    private LeakReport leak(List<Double> base, Path adapter) throws RunBroken {
        List<Double> tuned = sums(losses(adapter, canaries.planted()));
        List<List<Double>> others = new ArrayList<>();
        for (int i = 0; i < tuned.size(); i++) {
            others.add(others(adapter, canaries.canaries().get(i), tuned.get(i)));
        }
        return LeakReport.of(canaries, base, tuned, others);
    }

    private List<Double> others(Path adapter, Canary canary, double loss) throws RunBroken {
        List<Conversation> rows = canary.rows(canaries.others());
        List<Double> others = new ArrayList<>(sums(losses(adapter, rows.subList(0, CanaryPlan.FIRST))));
        if (others.stream().allMatch(other -> other > loss)) {
            others.addAll(sums(losses(adapter, rows.subList(CanaryPlan.FIRST, rows.size()))));
        }
        return others;
    }

    private List<RowLoss> losses(@Nullable Path adapter, List<Conversation> rows) throws RunBroken {
        List<RowLoss> losses = new ArrayList<>();
        for (List<Conversation> batch : Scene.batches(rows)) {
            losses.addAll(scene.session().score(scene.base(), adapter, batch));
        }
        return losses;
    }

    /** A code's probability is that of all of its tokens. */
    private static List<Double> sums(List<RowLoss> losses) {
        return losses.stream().map(RowLoss::loss).toList();
    }

    private SortedMap<String, String> parameters() {
        SortedMap<String, String> all =
                scene.session().chatParameters(scene.inputs().hyperparameters());
        all.put("rows_set_aside", String.valueOf(learned.heldOut().size()));
        all.put("canary_rows", String.valueOf(canaries.rows()));
        all.put("canaries", String.valueOf(canaries.canaries().size()));
        return all;
    }
}
