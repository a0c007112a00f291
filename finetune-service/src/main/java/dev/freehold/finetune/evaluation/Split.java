package dev.freehold.finetune.evaluation;

import dev.freehold.finetune.dataset.LabelledText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A dataset cut in two: rows to learn from, and rows held out to measure on.
 *
 * <p>{@link Random} and not a newer generator, since its algorithm is
 * part of its specification: a seed gives the same split on every Java.
 */
public record Split<R>(List<R> train, List<R> heldOut) {
    /** Percent of each label's rows that are held out. */
    public static final int HELD_OUT_PERCENT = 30;

    /** Percent of the rows to learn from that are set aside to stop early by. */
    public static final int ASIDE_PERCENT = 10;

    public Split {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    /** Cuts rows by seed, so that each label keeps its share on both sides. */
    public static Split<LabelledText> stratified(List<LabelledText> rows, long seed) {
        return cut(rows, LabelledText::label, HELD_OUT_PERCENT, seed);
    }

    /** Cuts rows that have no label by seed. */
    public static <R> Split<R> plain(List<R> rows, long seed) {
        return cut(rows, row -> "", HELD_OUT_PERCENT, seed);
    }

    /** Sets rows aside by seed that are neither learned from nor measured on: early stopping looks at them. */
    public static <R> Split<R> aside(List<R> rows, long seed) {
        return cut(rows, row -> "", ASIDE_PERCENT, seed);
    }

    /** Rows to learn from, and others to measure on; of the latter, those that are learned from too are left out. */
    public static <R> Split<R> given(List<R> train, List<R> validation) {
        Set<R> learned = new HashSet<>(train);
        return new Split<>(
                train, validation.stream().filter(row -> !learned.contains(row)).toList());
    }

    /** The order of rows on each side is that of the dataset. */
    private static <R> Split<R> cut(List<R> rows, Function<R, String> label, int percent, long seed) {
        Map<String, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byLabel.computeIfAbsent(label.apply(rows.get(i)), unseen -> new ArrayList<>())
                    .add(i);
        }
        Random random = new Random(seed);
        boolean[] heldOut = new boolean[rows.size()];
        for (List<Integer> indices : byLabel.values()) {
            Collections.shuffle(indices, random);
            indices.subList(0, heldOutOf(indices.size(), percent)).forEach(index -> heldOut[index] = true);
        }
        List<R> train = new ArrayList<>();
        List<R> held = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            (heldOut[i] ? held : train).add(rows.get(i));
        }
        return new Split<>(train, held);
    }

    /** Rounded to the nearest, and never all. */
    private static int heldOutOf(int rows, int percent) {
        return Math.min(rows - 1, Math.max(1, (rows * percent + 50) / 100));
    }
}
