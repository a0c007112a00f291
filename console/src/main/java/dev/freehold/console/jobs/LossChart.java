package dev.freehold.console.jobs;

import dev.freehold.console.jobs.Curves.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The loss over the steps, laid out for an SVG of {@value #WIDTH} by {@value #HEIGHT} units.
 *
 * @param words what the picture shows, for those who do not see it
 * @param told each step's loss as a path
 * @param trend the same, smoothed; the line that one looks at
 * @param lastX where the trend ends
 */
public record LossChart(
        String words, String told, String trend, List<Tick> rows, List<Tick> columns, double lastX, double lastY) {
    public static final int WIDTH = 760;
    public static final int HEIGHT = 270;
    public static final int LEFT = 52;
    public static final int RIGHT = 744;
    public static final int TOP = 16;
    public static final int BOTTOM = 240;

    /** Share of the trend that each new loss has: some ten steps are seen at a time. */
    private static final double FRESH = 0.18;

    private static final int ROWS = 4;

    /** A line across, or a mark below. */
    public record Tick(double at, String label) {}

    public LossChart {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** @param losses at least two, in the order of their steps */
    static LossChart of(List<Loss> losses) {
        Loss first = losses.get(0);
        Loss last = losses.get(losses.size() - 1);
        double top = Scale.above(losses.stream().mapToDouble(Loss::loss).max().orElse(1), ROWS);
        long steps = Math.max(last.steps(), last.step());
        StringBuilder told = new StringBuilder();
        StringBuilder trend = new StringBuilder();
        double smooth = first.loss();
        for (Loss loss : losses) {
            smooth += FRESH * (loss.loss() - smooth);
            point(told, x(loss.step(), steps), y(loss.loss(), top));
            point(trend, x(loss.step(), steps), y(smooth, top));
        }
        List<Tick> rows = new ArrayList<>();
        for (int row = 0; row <= ROWS; row++) {
            double value = top * row / ROWS;
            rows.add(new Tick(y(value, top), Scale.shortly(value)));
        }
        return new LossChart(
                String.format(
                        Locale.ROOT,
                        "Loss over the steps: %.3f at step %d, %.3f at step %d of %d.",
                        first.loss(),
                        first.step(),
                        last.loss(),
                        last.step(),
                        steps),
                told.toString(),
                trend.toString(),
                rows,
                columns(steps),
                x(last.step(), steps),
                y(smooth, top));
    }

    private static List<Tick> columns(long steps) {
        long stride = Math.max(1, Math.round(Scale.above((double) steps, 5) / 5));
        List<Tick> columns = new ArrayList<>();
        for (long step = 0; step <= steps; step += stride) {
            columns.add(new Tick(x(step, steps), String.format(Locale.ROOT, "%,d", step)));
        }
        return columns;
    }

    private static void point(StringBuilder path, double x, double y) {
        path.append(path.isEmpty() ? 'M' : 'L').append(x).append(' ').append(y);
    }

    private static double x(long step, long steps) {
        return Scale.tenth(LEFT + (RIGHT - LEFT) * (double) step / steps);
    }

    private static double y(double loss, double top) {
        return Scale.tenth(BOTTOM - (BOTTOM - TOP) * Math.max(0, Math.min(loss, top)) / top);
    }
}
