package dev.freehold.audit.verify;

import dev.freehold.audit.ledger.checkpoint.Checkpoint;
import dev.freehold.audit.ledger.merkle.CompactRange;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tile.LogSource;
import dev.freehold.audit.ledger.tile.TilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Checks a whole log: rebuilds the tree from the entries and compares it with every tile and with the signed root.
 *
 * <p>Holds one entry bundle and one tile of each level in memory, and reads each file that the checkpoint covers once.
 */
final class LogVerification {
    private final LogSource source;
    private final Checkpoint checkpoint;
    private final CompactRange tree = new CompactRange();
    private final List<ByteArrayOutputStream> rows = new ArrayList<>();

    /** Levels of tiles that exist in a log of 2^63 entries. */
    private static final int LEVELS = 8;

    LogVerification(LogSource source, Checkpoint checkpoint) {
        this.source = source;
        this.checkpoint = checkpoint;
        for (int level = 0; level < LEVELS; level++) {
            rows.add(new ByteArrayOutputStream());
        }
    }

    /**
     * @param progress is told how many entries were checked, after each bundle
     * @throws FaultFound with the first fault, in the order of the entries
     */
    void run(LongConsumer progress) throws IOException, FaultFound {
        while (tree.size() < checkpoint.size()) {
            long index = tree.size() / TilePath.FULL;
            for (byte[] entry : entries(TilePath.ofEntries(index, TilePath.width(0, index, checkpoint.size())))) {
                append(entry);
            }
            compareFullTiles();
            progress.accept(tree.size());
        }
        for (int level = 0; level < LEVELS; level++) {
            compare(level, rows.get(level).size() / Hash.BYTES);
        }
        if (!tree.root().equals(checkpoint.root())) {
            throw new FaultFound(Fault.in(
                    FaultKind.ROOT_OTHER,
                    "checkpoint",
                    "the entries give root " + tree.root() + ", signed was " + checkpoint.root()));
        }
    }

    private void append(byte[] entry) {
        tree.append(Hash.ofLeaf(entry), (height, hash) -> {
            if (height % 8 == 0) {
                rows.get(height / 8).writeBytes(hash.bytes());
            }
        });
    }

    private List<byte[]> entries(TilePath wanted) throws IOException, FaultFound {
        LogSource.Stored stored = source.tile(wanted)
                .orElseThrow(() -> new FaultFound(Fault.at(
                        FaultKind.BUNDLE_MISSING, wanted.path(), wanted.firstEntry(0), "there is no such file")));
        TilePath path = stored.path();
        EntryBundle bundle = EntryBundle.parse(stored.content());
        int count = bundle.entries().size();
        if (count > path.width() || (count == path.width() && bundle.unread() > 0)) {
            throw misshapen(FaultKind.BUNDLE_EXTRA, path, bundle, "there is more in it than entries: " + path.width());
        }
        if (bundle.unread() > 0) {
            throw misshapen(
                    FaultKind.BUNDLE_TRUNCATED, path, bundle, "it ends within entry " + count + " of " + path.width());
        }
        if (count < path.width()) {
            throw misshapen(
                    FaultKind.BUNDLE_SHORT, path, bundle, "it has " + count + " of " + path.width() + " entries");
        }
        return bundle.entries().subList(0, wanted.width());
    }

    /** A fault of a bundle's shape; the tile above tells at which entry it begins, if that is there. */
    private FaultFound misshapen(FaultKind kind, TilePath path, EntryBundle bundle, String detail) throws IOException {
        int position = Math.min(bundle.entries().size(), path.width());
        byte[] row = source.tile(new TilePath(0, path.index(), path.width()))
                .map(LogSource.Stored::content)
                .orElse(new byte[0]);
        for (int i = position - 1; i >= 0; i--) {
            boolean known = (i + 1) * Hash.BYTES <= row.length;
            if (known && !Hash.in(row, i).equals(Hash.ofLeaf(bundle.entries().get(i)))) {
                position = i;
            }
        }
        return new FaultFound(Fault.at(kind, path.path(), path.firstEntry(position), detail));
    }

    private void compareFullTiles() throws IOException, FaultFound {
        for (int level = 0; level < LEVELS && rows.get(level).size() == TilePath.FULL * Hash.BYTES; level++) {
            compare(level, TilePath.FULL);
        }
    }

    private void compare(int level, int width) throws IOException, FaultFound {
        if (width == 0) {
            return;
        }
        long hashes = tree.size() >> (8 * level);
        TilePath wanted = new TilePath(level, (hashes - 1) / TilePath.FULL, width);
        byte[] expected = rows.get(level).toByteArray();
        rows.get(level).reset();
        byte[] found = row(wanted);
        for (int position = 0; position < width; position++) {
            if (!Hash.in(found, position).equals(Hash.in(expected, position))) {
                throw new FaultFound(Fault.at(
                        FaultKind.HASH_OTHER,
                        wanted.path(),
                        wanted.firstEntry(position),
                        "hash " + position + " is not that of the entries, which begin with this one"));
            }
        }
    }

    private byte[] row(TilePath wanted) throws IOException, FaultFound {
        LogSource.Stored stored = source.tile(wanted)
                .orElseThrow(() -> new FaultFound(Fault.at(
                        FaultKind.TILE_MISSING, wanted.path(), wanted.firstEntry(0), "there is no such file")));
        TilePath path = stored.path();
        byte[] row = stored.content();
        int whole = row.length / Hash.BYTES;
        if (row.length < path.rowBytes()) {
            throw new FaultFound(Fault.at(
                    FaultKind.TILE_SHORT,
                    path.path(),
                    path.firstEntry(whole),
                    "it has " + row.length + " bytes, not " + path.rowBytes()));
        }
        if (row.length > path.rowBytes()) {
            throw new FaultFound(Fault.at(
                    FaultKind.TILE_EXTRA,
                    path.path(),
                    path.firstEntry(path.width()),
                    "it has more than " + path.rowBytes() + " bytes"));
        }
        return row;
    }
}
