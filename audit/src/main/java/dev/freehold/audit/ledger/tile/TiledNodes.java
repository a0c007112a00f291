package dev.freehold.audit.ledger.tile;

import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.merkle.Nodes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The nodes of a tree, read from its tiles; remembers the tiles of one proof. Not thread-safe. */
public final class TiledNodes implements Nodes {
    private static final int HEIGHT = 8;

    /** A proof reads about two tiles a level; whoever reads more starts to read them again. */
    private static final int MOST_REMEMBERED = 64;

    private final LogSource source;
    private final long size;
    private final Map<TilePath, byte[]> remembered = new HashMap<>();

    /**
     * @param size of the tree whose tiles are read; all of them must be there
     */
    public TiledNodes(LogSource source, long size) {
        this.source = source;
        this.size = size;
    }

    @Override
    public Hash node(int level, long index) throws IOException {
        int height = level % HEIGHT;
        long first = index << height;
        TilePath tile = TilePath.holding(level / HEIGHT, first, size);
        return HashTile.root(row(tile), (int) (first % TilePath.FULL), height);
    }

    private byte[] row(TilePath tile) throws IOException {
        byte[] known = remembered.get(tile);
        if (known != null) {
            return known;
        }
        LogSource.Stored stored = source.tile(tile).orElseThrow(() -> new FileNotFoundException(tile.path()));
        byte[] row = stored.content();
        if (row.length != stored.path().rowBytes()) {
            throw new MisshapenTileException(stored.path(), row.length);
        }
        if (remembered.size() == MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(tile, row);
        return row;
    }
}
