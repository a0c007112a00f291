package dev.freehold.finetune.evaluation;

import dev.freehold.finetune.dataset.LabelledText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A dataset cut in two: rows to learn from, and rows held out to measure on.
 *
 * <p>Stratified: each label keeps its share on both sides. {@link Random} and not a newer generator, since its algorithm is
 * part of its specification: a seed gives the same split on every Java.
 */
public record Split(List<LabelledText> train, List<LabelledText> heldOut) {
    /** Percent of each label's rows that are held out. */
    public static final int HELD_OUT_PERCENT = 30;

    public Split {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    /** Cuts rows by seed; the order of rows on each side is that of the dataset. */
    public static Split stratified(List<LabelledText> rows, long seed) {
        Map<String, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byLabel.computeIfAbsent(rows.get(i).label(), label -> new ArrayList<>())
                    .add(i);
        }
        Random random = new Random(seed);
        boolean[] heldOut = new boolean[rows.size()];
        for (List<Integer> indices : byLabel.values()) {
            Collections.shuffle(indices, random);
            indices.subList(0, heldOutOf(indices.size())).forEach(index -> heldOut[index] = true);
        }
        List<LabelledText> train = new ArrayList<>();
        List<LabelledText> held = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            (heldOut[i] ? held : train).add(rows.get(i));
        }
        return new Split(train, held);
    }

    /** Rounded to the nearest, and never all. */
    private static int heldOutOf(int rows) {
        return Math.min(rows - 1, Math.max(1, (rows * HELD_OUT_PERCENT + 50) / 100));
    }
}
