package dev.freehold.audit.ledger.tlog;

import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.merkle.Proofs;
import dev.freehold.audit.ledger.proof.TlogProof;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tile.LogSource;
import dev.freehold.audit.ledger.tile.TilePath;
import dev.freehold.audit.ledger.tile.TiledNodes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads what one checkpoint of a log covers, while the log may go on growing. */
public final class LogReader {
    private final LogSource source;
    private final SignedCheckpoint checkpoint;

    public LogReader(LogSource source, SignedCheckpoint checkpoint) {
        this.source = source;
        this.checkpoint = checkpoint;
    }

    public SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    /** The root over the first {@code size} entries, as the tiles give it. */
    public Hash root(long size) throws IOException {
        return new Proofs(new TiledNodes(source, checkpoint.size())).root(size);
    }

    /**
     * The entries from one on to the last of its bundle.
     *
     * @throws IllegalArgumentException if the checkpoint does not cover {@code first}
     * @throws DamagedLogException if the bundle has gone or is too short
     */
    public List<byte[]> entries(long first) throws IOException {
        if (first < 0 || first >= checkpoint.size()) {
            throw new IllegalArgumentException("no entry " + first + " in a log of " + checkpoint.size());
        }
        long index = first / TilePath.FULL;
        int width = TilePath.width(0, index, checkpoint.size());
        TilePath path = TilePath.ofEntries(index, width);
        LogSource.Stored stored = source.tile(path).orElseThrow(() -> new DamagedLogException(path + " is missing"));
        List<byte[]> entries = EntryBundle.parse(stored.content()).entries();
        if (entries.size() < width) {
            throw new DamagedLogException(path + " has " + entries.size() + " entries, not " + width);
        }
        return entries.subList((int) (first % TilePath.FULL), width);
    }

    /** A file that proves that an entry is in the log. */
    public TlogProof prove(long index) throws IOException {
        List<Hash> path = new Proofs(new TiledNodes(source, checkpoint.size())).inclusion(index, checkpoint.size());
        return new TlogProof(index, path, checkpoint.file());
    }

    /** Tells whether the checkpoint covers a file of that path; longer tiles may lie about that it does not. */
    public boolean covers(TilePath path) {
        return path.width() <= TilePath.width(Math.max(0, path.level()), path.index(), checkpoint.size());
    }

    /** A tile or bundle that the checkpoint covers, as it is stored under exactly that path. */
    public Optional<byte[]> file(TilePath path) throws IOException {
        int most = path.isEntries() ? EntryBundle.LARGEST_FILE : path.rowBytes();
        return covers(path) ? source.read(path.path(), most) : Optional.empty();
    }
}
