package dev.freehold.audit.ledger.tlog;

import dev.freehold.audit.ledger.merkle.CompactRange;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tile.LogSource;
import dev.freehold.audit.ledger.tile.TilePath;
import dev.freehold.audit.ledger.tile.TiledNodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The growing end of a log, in memory: on each level the tile that is not full yet, and the entries of the lowest. */
final class Tail {
    /** A tree of 2^63 leaves has no more. */
    private static final int LEVELS = 8;

    /** A tile or bundle with the content that its file is to have. */
    record Piece(TilePath path, byte[] content) {}

    private final CompactRange range;
    private final List<ByteArrayOutputStream> rows = new ArrayList<>();
    private final BitSet changed = new BitSet();
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();

    private Tail(CompactRange range) {
        this.range = range;
        for (int level = 0; level < LEVELS; level++) {
            rows.add(new ByteArrayOutputStream());
        }
    }

    /**
     * Reads the end of a log.
     *
     * @throws DamagedLogException if what is there is not the end of a log of that size
     */
    static Tail read(LogSource source, long size) throws IOException {
        TiledNodes nodes = new TiledNodes(source, size);
        List<Hash> subtrees = new ArrayList<>();
        for (long bits = size; bits != 0; bits -= Long.highestOneBit(bits)) {
            int level = 63 - Long.numberOfLeadingZeros(bits);
            subtrees.add(nodes.node(level, (size >> level) - 1));
        }
        Tail tail = new Tail(new CompactRange(size, subtrees));
        for (int level = 0; level < LEVELS; level++) {
            long index = (size >> (8 * level)) / TilePath.FULL;
            int width = TilePath.width(level, index, size);
            for (int i = 0; i < width; i++) {
                Hash hash = nodes.node(8 * level, index * TilePath.FULL + i);
                tail.rows.get(level).writeBytes(hash.bytes());
            }
        }
        tail.readBundle(source);
        return tail;
    }

    private void readBundle(LogSource source) throws IOException {
        long index = size() / TilePath.FULL;
        int width = TilePath.width(0, index, size());
        if (width == 0) {
            return;
        }
        TilePath path = TilePath.ofEntries(index, width);
        LogSource.Stored stored = source.tile(path).orElseThrow(() -> new DamagedLogException(path + " is missing"));
        List<byte[]> entries = EntryBundle.parse(stored.content()).entries();
        for (int i = 0; i < width; i++) {
            if (i == entries.size()
                    || !Hash.ofLeaf(entries.get(i)).equals(Hash.in(rows.get(0).toByteArray(), i))) {
                throw new DamagedLogException("entry " + path.firstEntry(i) + " is not the one that was appended");
            }
            EntryBundle.append(entries.get(i), bundle);
        }
    }

    long size() {
        return range.size();
    }

    Hash root() {
        return range.root();
    }

    /** Appends an entry and returns the pieces that it filled. */
    List<Piece> append(byte[] entry) {
        EntryBundle.append(entry, bundle);
        range.append(Hash.ofLeaf(entry), (height, hash) -> {
            if (height % 8 == 0) {
                rows.get(height / 8).writeBytes(hash.bytes());
                changed.set(height / 8);
            }
        });
        List<Piece> full = new ArrayList<>();
        for (int level = 0; rows.get(level).size() == TilePath.FULL * Hash.BYTES; level++) {
            long index = (size() >> (8 * level)) / TilePath.FULL - 1;
            full.add(new Piece(
                    new TilePath(level, index, TilePath.FULL), rows.get(level).toByteArray()));
            rows.get(level).reset();
        }
        if (!full.isEmpty()) {
            full.add(new Piece(TilePath.ofEntries(size() / TilePath.FULL - 1, TilePath.FULL), bundle.toByteArray()));
            bundle.reset();
        }
        return full;
    }

    /** The pieces that are not full and that appending has changed since this was last asked. */
    List<Piece> changedPartials() {
        List<Piece> partials = new ArrayList<>();
        for (int level = changed.nextSetBit(0); level >= 0; level = changed.nextSetBit(level + 1)) {
            int width = rows.get(level).size() / Hash.BYTES;
            long index = (size() >> (8 * level)) / TilePath.FULL;
            if (width > 0) {
                partials.add(new Piece(
                        new TilePath(level, index, width), rows.get(level).toByteArray()));
            }
            if (width > 0 && level == 0) {
                partials.add(new Piece(TilePath.ofEntries(index, width), bundle.toByteArray()));
            }
        }
        changed.clear();
        return partials;
    }
}
