package dev.freehold.engine.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Random but repeatable orders of examples. */
final class Order {
    /** Rows are sorted by length within this many batches: little padding, and still a random order. */
    private static final int BUCKET_BATCHES = 8;

    private final SplittableRandom random;

    Order(SplittableRandom random) {
        this.random = random;
    }

    <T> List<T> shuffled(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, moved);
        }
        return shuffled;
    }

    /** The batches of one epoch. */
    List<List<TokenizedExample>> batches(List<TokenizedExample> examples, int batchSize) {
        List<TokenizedExample> shuffled = shuffled(examples);
        List<List<TokenizedExample>> batches = new ArrayList<>();
        for (List<TokenizedExample> bucket : cut(shuffled, batchSize * BUCKET_BATCHES)) {
            List<TokenizedExample> byLength = new ArrayList<>(bucket);
            byLength.sort(Comparator.comparingInt(example -> example.ids().length));
            batches.addAll(cut(byLength, batchSize));
        }
        return shuffled(batches);
    }

    /** Pieces of one size; the last may be smaller. */
    static <T> List<List<T>> cut(List<T> items, int size) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            pieces.add(items.subList(from, Math.min(items.size(), from + size)));
        }
        return pieces;
    }
}
