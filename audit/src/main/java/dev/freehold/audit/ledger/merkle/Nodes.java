package dev.freehold.audit.ledger.merkle;

import java.io.IOException;

/** Port: gives the nodes of complete subtrees. */
@FunctionalInterface
public interface Nodes {
    /**
     * The root of the subtree over leaves {@code index * 2^level} to {@code (index + 1) * 2^level - 1}.
     *
     * @throws IOException if it cannot be read
     */
    Hash node(int level, long index) throws IOException;
}
