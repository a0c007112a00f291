package dev.freehold.audit.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/** Checks inclusion and consistency proofs against roots, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say. */
public final class ProofCheck {
    private ProofCheck() {}

    /** Tells whether {@code path} leads from a leaf to the root of a tree of {@code size} leaves. */
    public static boolean included(Hash leaf, long index, long size, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        Walk walk = new Walk(index, size - 1);
        Hash node = leaf;
        for (Hash sibling : path) {
            if (walk.atTop()) {
                return false;
            }
            node = walk.siblingIsLeft() ? Hash.ofNode(sibling, node) : Hash.ofNode(node, sibling);
            walk.rise();
        }
        return walk.atTop() && node.equals(root);
    }

    /** Tells whether {@code path} shows that a tree of {@code oldSize} leaves is the beginning of one of {@code newSize}. */
    public static boolean consistent(long oldSize, long newSize, List<Hash> path, Hash oldRoot, Hash newRoot) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize || oldSize == 0) {
            boolean rootsFit = oldSize == 0 ? oldRoot.equals(Hash.OF_EMPTY_TREE) : oldRoot.equals(newRoot);
            boolean emptyFits = newSize != 0 || newRoot.equals(Hash.OF_EMPTY_TREE);
            return path.isEmpty() && rootsFit && emptyFits;
        }
        List<Hash> rest = new ArrayList<>(path);
        if (Long.bitCount(oldSize) == 1) {
            rest.add(0, oldRoot);
        }
        if (rest.isEmpty()) {
            return false;
        }
        Walk walk = new Walk(oldSize - 1, newSize - 1);
        walk.skipCompleteLevels();
        Hash older = rest.get(0);
        Hash newer = older;
        for (Hash sibling : rest.subList(1, rest.size())) {
            if (walk.atTop()) {
                return false;
            }
            if (walk.siblingIsLeft()) {
                older = Hash.ofNode(sibling, older);
                newer = Hash.ofNode(sibling, newer);
            } else {
                newer = Hash.ofNode(newer, sibling);
            }
            walk.rise();
        }
        return walk.atTop() && older.equals(oldRoot) && newer.equals(newRoot);
    }

    /** The way up: position of a node and of the last node on its level (fn and sn in RFC 9162). */
    private static final class Walk {
        private long node;
        private long last;

        Walk(long node, long last) {
            this.node = node;
            this.last = last;
        }

        boolean atTop() {
            return last == 0;
        }

        boolean siblingIsLeft() {
            return (node & 1) == 1 || node == last;
        }

        void skipCompleteLevels() {
            while ((node & 1) == 1) {
                up();
            }
        }

        /** One level up; past the levels on which a last node without a sibling rises unchanged. */
        void rise() {
            if (siblingIsLeft()) {
                while ((node & 1) == 0 && node != 0) {
                    up();
                }
            }
            up();
        }

        private void up() {
            node >>= 1;
            last >>= 1;
        }
    }
}
