package dev.freehold.finetune.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.model.LeakTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Base against tuned on the rows that neither learned from.
 *
 * @param labels the classes, sorted
 * @param gain 95 % interval of the tuned macro-F1 less the base's
 */
public record Evaluation(List<String> labels, int heldOutRows, Score base, Score tuned, Interval gain)
        implements Figures {
    @Override
    public LeakTest leakTest() {
        // A classifier answers with the names of its classes: it has no way to write a text that it has seen.
        return LeakTest.NOT_APPLICABLE;
    }

    @Override
    public String sentence() {
        return "macro-F1 on held-out rows: base " + Figures.decimal(base.macroF1()) + ", tuned "
                + Figures.decimal(tuned.macroF1());
    }

    public Evaluation {
        labels = List.copyOf(labels);
    }

    /**
     * Compares two systems.
     *
     * @param truth the class of each held-out row
     * @param base what the untuned base said, row by row
     * @param tuned what the tuned model said, row by row
     * @param seed of the bootstrap
     */
    public static Evaluation compare(List<String> truth, List<String> base, List<String> tuned, long seed) {
        if (truth.isEmpty() || base.size() != truth.size() || tuned.size() != truth.size()) {
            throw new IllegalArgumentException("one answer of each system for each of at least one held-out row");
        }
        TreeSet<String> all = new TreeSet<>(truth);
        all.addAll(base);
        all.addAll(tuned);
        List<String> labels = List.copyOf(all);
        int[] truths = indices(labels, truth);
        int[] bases = indices(labels, base);
        int[] tuneds = indices(labels, tuned);
        return new Evaluation(
                labels,
                truth.size(),
                score(truths, bases, labels.size()),
                score(truths, tuneds, labels.size()),
                Interval.ofGain(truths, bases, tuneds, labels.size(), seed));
    }

    @Override
    public String canonical() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("schema", "freehold.evaluation/1");
        document.put("metric", "macro_f1");
        document.put("held_out_rows", heldOutRows);
        document.put("base_f1", Figures.decimal(base.macroF1()));
        document.put("tuned_f1", Figures.decimal(tuned.macroF1()));
        document.put("gain", Figures.decimal(tuned.macroF1() - base.macroF1()));
        document.put("gain_low", Figures.decimal(gain.low()));
        document.put("gain_high", Figures.decimal(gain.high()));
        labels.forEach(document.putArray("labels")::add);
        document.set("base", figures(base));
        document.set("tuned", figures(tuned));
        return new String(CanonicalJson.bytes(document), StandardCharsets.UTF_8);
    }

    private static ObjectNode figures(Score score) {
        ObjectNode figures = JsonNodeFactory.instance.objectNode();
        score.f1().forEach(f1 -> figures.withArray("f1").add(Figures.decimal(f1)));
        ArrayNode confusion = figures.putArray("confusion");
        score.confusion().forEach(row -> row.forEach(confusion.addArray()::add));
        return figures;
    }

    private static Score score(int[] truth, int[] predicted, int classes) {
        F1 f1 = F1.of(truth, predicted, classes);
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            confusion[truth[i]][predicted[i]]++;
        }
        List<List<Integer>> rows = new ArrayList<>(classes);
        for (int[] row : confusion) {
            rows.add(IntStream.of(row).boxed().toList());
        }
        return new Score(
                f1.macro(), IntStream.range(0, classes).mapToObj(f1::ofClass).toList(), rows);
    }

    private static int[] indices(List<String> labels, List<String> values) {
        return values.stream().mapToInt(labels::indexOf).toArray();
    }
}
