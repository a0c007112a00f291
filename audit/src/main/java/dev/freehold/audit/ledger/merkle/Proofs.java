package dev.freehold.audit.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds inclusion and consistency proofs from a tree's nodes, as RFC 9162 sections 2.1.3.1 and 2.1.4.1 define them. */
public final class Proofs {
    private final Nodes nodes;

    public Proofs(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The root over the first {@code size} leaves. */
    public Hash root(long size) throws IOException {
        return size == 0 ? Hash.OF_EMPTY_TREE : range(0, size);
    }

    /**
     * The hashes that lead from one leaf to the root, lowest first.
     *
     * @throws IllegalArgumentException if the tree does not have that leaf
     */
    public List<Hash> inclusion(long index, long size) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return path;
    }

    private void inclusion(long index, long from, long to, List<Hash> path) throws IOException {
        if (to - from == 1) {
            return;
        }
        long middle = from + largestPowerBelow(to - from);
        if (index < middle) {
            inclusion(index, from, middle, path);
            path.add(range(middle, to));
        } else {
            inclusion(index, middle, to, path);
            path.add(range(from, middle));
        }
    }

    /**
     * The hashes that show that the first {@code oldSize} leaves of a tree of {@code newSize} are the older tree.
     *
     * @throws IllegalArgumentException unless 0 &lt; oldSize &lt;= newSize
     */
    public List<Hash> consistency(long oldSize, long newSize) throws IOException {
        if (oldSize < 1 || oldSize > newSize) {
            throw new IllegalArgumentException("no proof from size " + oldSize + " to size " + newSize);
        }
        List<Hash> path = new ArrayList<>();
        consistency(oldSize, 0, newSize, true, path);
        return path;
    }

    private void consistency(long oldSize, long from, long to, boolean whole, List<Hash> path) throws IOException {
        if (oldSize == to) {
            if (!whole) {
                path.add(range(from, to));
            }
            return;
        }
        long middle = from + largestPowerBelow(to - from);
        if (oldSize <= middle) {
            consistency(oldSize, from, middle, whole, path);
            path.add(range(middle, to));
        } else {
            consistency(oldSize, middle, to, false, path);
            path.add(range(from, middle));
        }
    }

    private Hash range(long from, long to) throws IOException {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            return nodes.node(Long.numberOfTrailingZeros(count), from / count);
        }
        long middle = from + largestPowerBelow(count);
        return Hash.ofNode(range(from, middle), range(middle, to));
    }

    private static long largestPowerBelow(long count) {
        return Long.highestOneBit(count - 1);
    }
}
