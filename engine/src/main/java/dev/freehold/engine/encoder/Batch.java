package dev.freehold.engine.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of token ids, padded on the right to one width.
 *
 * @param ids of shape [rows, width]
 * @param mask of shape [rows, width]: 1 for a token, 0 for padding
 */
public record Batch(PtNDArray ids, PtNDArray mask) {
    private static final int MAX_ROWS = 32;
    private static final int MAX_PLACES = 4096;

    /** Pads rows into tensors of this scope. */
    public static Batch of(Tensors scope, List<long[]> rows, long padding) {
        int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        long[] ids = new long[Math.multiplyExact(rows.size(), width)];
        float[] mask = new float[ids.length];
        for (int r = 0; r < rows.size(); r++) {
            long[] row = rows.get(r);
            Arrays.fill(ids, r * width, (r + 1) * width, padding);
            System.arraycopy(row, 0, ids, r * width, row.length);
            Arrays.fill(mask, r * width, r * width + row.length, 1);
        }
        return new Batch(scope.integers(ids, rows.size(), width), scope.floats(mask, rows.size(), width));
    }

    /** Groups rows of like length, so that little is padded; each group is bounded in rows and in padded places. */
    public static List<List<Integer>> plan(List<long[]> rows) {
        List<Integer> byLength = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            byLength.add(i);
        }
        byLength.sort(Comparator.comparingInt(i -> rows.get(i).length));
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        for (int index : byLength) {
            boolean full = group.size() == MAX_ROWS || (group.size() + 1) * rows.get(index).length > MAX_PLACES;
            if (full && !group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
            }
            group.add(index);
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }
}
