package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Base against tuned on rows that neither learned from, with the interval of the gain, laid out for an SVG of
 * {@value #WIDTH} units.
 *
 * @param verdict what follows, in a sentence
 * @param metric what was measured, in words
 * @param zero where no gain lies
 */
public record Comparison(
        String verdict,
        String metric,
        boolean better,
        Bar base,
        Bar tuned,
        String gain,
        String interval,
        double zero,
        double low,
        double high,
        double middle,
        List<ClassRow> classes) {
    public static final int WIDTH = 700;
    public static final int LEFT = 80;
    public static final int RIGHT = 620;

    /** One system's figure. */
    public record Bar(double length, String value) {}

    /** One class of the held-out rows. */
    public record ClassRow(String name, String base, String tuned) {}

    public Comparison {
        classes = List.copyOf(classes);
    }

    /** Empty until the job has figures: macro-F1 of classifiers, loss of models that write. */
    static Optional<Comparison> of(JsonNode freehold) {
        boolean writes = freehold.path("base_loss").isNumber();
        JsonNode base = freehold.path(writes ? "base_loss" : "base_f1");
        JsonNode tuned = freehold.path(writes ? "tuned_loss" : "tuned_f1");
        JsonNode low = freehold.path("gain_low");
        JsonNode high = freehold.path("gain_high");
        if (!low.isNumber() || !high.isNumber() || !base.isNumber() || !tuned.isNumber()) {
            return Optional.empty();
        }
        double gain = writes ? base.asDouble() - tuned.asDouble() : tuned.asDouble() - base.asDouble();
        double whole = writes ? Math.max(base.asDouble(), tuned.asDouble()) : 1;
        double reach = Math.max(0.05, Math.max(Math.abs(low.asDouble()), Math.abs(high.asDouble())) * 1.15);
        return Optional.of(new Comparison(
                verdict(low.asDouble(), high.asDouble()) + rows(freehold),
                writes ? "Loss of a token in nats: less is better" : "Macro-F1, 0 to 1: more is better",
                low.asDouble() > 0,
                bar(base.asDouble(), whole),
                bar(tuned.asDouble(), whole),
                Figures.difference(gain),
                Figures.difference(low.asDouble()) + " to " + Figures.difference(high.asDouble()),
                place(0, reach),
                place(low.asDouble(), reach),
                place(high.asDouble(), reach),
                place(gain, reach),
                classes(freehold.path("evaluation"))));
    }

    private static String verdict(double low, double high) {
        if (low > 0) {
            return "Tuned is better than its base";
        }
        return high < 0
                ? "Tuned is worse than its base"
                : "Nothing shows that tuned is better: the interval reaches across no gain";
    }

    private static String rows(JsonNode freehold) {
        JsonNode rows = freehold.path("held_out_rows");
        return rows.isNumber() ? ", on " + Figures.count(rows) + " rows that neither learned from." : ".";
    }

    private static Bar bar(double figure, double whole) {
        double share = whole <= 0 ? 0 : Math.max(0, Math.min(1, figure / whole));
        return new Bar(Scale.tenth((RIGHT - LEFT) * share), Figures.fraction(figure));
    }

    private static double place(double gain, double reach) {
        return Scale.tenth(LEFT + (RIGHT - LEFT) * (gain + reach) / (2 * reach));
    }

    private static List<ClassRow> classes(JsonNode evaluation) {
        List<ClassRow> rows = new ArrayList<>();
        JsonNode labels = evaluation.path("labels");
        for (int i = 0; i < labels.size(); i++) {
            rows.add(new ClassRow(
                    labels.path(i).asText(),
                    Figures.fraction(evaluation.path("base").path("f1").path(i)),
                    Figures.fraction(evaluation.path("tuned").path("f1").path(i))));
        }
        return rows;
    }
}
