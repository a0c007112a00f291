package dev.freehold.audit.ledger.tile;

import java.io.IOException;

/** Says that a tile has not the length that its path promises. */
public final class MisshapenTileException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient TilePath tile;
    private final int bytes;

    MisshapenTileException(TilePath tile, int bytes) {
        super(tile + " has " + bytes + " bytes, not " + tile.rowBytes());
        this.tile = tile;
        this.bytes = bytes;
    }

    public TilePath tile() {
        return tile;
    }

    public boolean isTooLong() {
        return bytes > tile.rowBytes();
    }
}
