package dev.freehold.audit.ledger.tile;

import dev.freehold.audit.ledger.merkle.Hash;

/** A row of up to 256 hashes, as a file holds it. */
public final class HashTile {
    public static final int FULL_BYTES = TilePath.FULL * Hash.BYTES;

    private HashTile() {}

    /**
     * The root over {@code 2^height} hashes of a row.
     *
     * @param first position of the first of them
     * @throws IllegalArgumentException if the row does not have them
     */
    public static Hash root(byte[] row, int first, int height) {
        if (height == 0) {
            return Hash.in(row, first);
        }
        int half = 1 << (height - 1);
        return Hash.ofNode(root(row, first, height - 1), root(row, first + half, height - 1));
    }
}
