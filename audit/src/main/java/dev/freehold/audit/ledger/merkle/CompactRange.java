package dev.freehold.audit.ledger.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The roots of the complete subtrees that a growing tree consists of: all that is needed to append and to know the root. */
public final class CompactRange {
    /** Sees each node at the moment in which its subtree is complete. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param level 0 for a leaf; the subtree has 2^level leaves
         */
        void completed(int level, Hash hash);
    }

    private final Deque<Hash> subtrees = new ArrayDeque<>();
    private long size;

    /** The range of a tree without leaves. */
    public CompactRange() {}

    /**
     * The range of a tree that exists already.
     *
     * @param subtrees largest first, one for each bit that is set in {@code size}
     */
    public CompactRange(long size, List<Hash> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves has " + Long.bitCount(size) + " subtrees");
        }
        this.size = size;
        this.subtrees.addAll(subtrees);
    }

    public long size() {
        return size;
    }

    /** Appends one leaf; the visitor sees it and every node that it completes, lowest first. */
    public void append(Hash leaf, Visitor visitor) {
        Hash node = leaf;
        int level = 0;
        visitor.completed(level, node);
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            node = Hash.ofNode(subtrees.removeLast(), node);
            visitor.completed(++level, node);
        }
        subtrees.addLast(node);
        size++;
    }

    /** The root of the tree as it is now. */
    public Hash root() {
        if (size == 0) {
            return Hash.OF_EMPTY_TREE;
        }
        Iterator<Hash> smallestFirst = subtrees.descendingIterator();
        Hash root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = Hash.ofNode(smallestFirst.next(), root);
        }
        return root;
    }
}
