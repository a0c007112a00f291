package dev.freehold.audit.ledger.tlog;

import dev.freehold.audit.ledger.checkpoint.Checkpoint;
import dev.freehold.audit.ledger.checkpoint.Opened;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.note.NoteSigner;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tile.TilePath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An append-only log in tiles, with its one writer.
 *
 * <p>A checkpoint replaces the older one only when every tile that it covers is durable, and no file that the older one
 * covers is touched before: so after a crash at any point the checkpoint that is found verifies, and whatever longer tiles
 * lie about are written over. After an {@link IOException} this object is of no more use: open the log again.
 */
public final class TiledLog {
    private static final String CHECKPOINT = "checkpoint";

    /** A batch that was cut off between its checkpoint and its tidying leaves at most this many full tiles untidied. */
    private static final int TIDIED_AT_OPENING = 8;

    private final LogFiles files;
    private final NoteSigner signer;
    private final Tail tail;
    private final Set<String> knownFolders = new HashSet<>();
    private final Set<String> unforcedFolders = new TreeSet<>();
    private SignedCheckpoint checkpoint;
    private boolean usable = true;

    private TiledLog(LogFiles files, NoteSigner signer, SignedCheckpoint checkpoint) throws IOException {
        this.files = files;
        this.signer = signer;
        this.checkpoint = checkpoint;
        this.tail = Tail.read(files, checkpoint.size());
    }

    /**
     * Opens a log where its last checkpoint left it; the first time, makes an empty one.
     *
     * @throws DamagedLogException if the files are not those that the checkpoint covers, or the checkpoint is gone
     */
    public static TiledLog open(LogFiles files, NoteSigner signer) throws IOException {
        Optional<byte[]> file = files.read(CHECKPOINT, Checkpoint.LARGEST_FILE);
        if (file.isEmpty() && files.exists("tile")) {
            throw new DamagedLogException("the checkpoint is gone though there are tiles: restore it");
        }
        Checkpoint empty = new Checkpoint(signer.publicKey().name(), 0, Hash.OF_EMPTY_TREE);
        byte[] signed = file.orElseGet(() -> signer.sign(empty.text()).bytes());
        Checkpoint checkpoint = trusted(signed, signer);
        try {
            TiledLog log = new TiledLog(files, signer, new SignedCheckpoint(checkpoint, signed));
            if (!log.tail.root().equals(checkpoint.root())) {
                throw new DamagedLogException("the tiles do not give the checkpoint's root");
            }
            // The one that was found may stand in the page cache alone, if a crash came before it was forced.
            files.replaceDurably(CHECKPOINT, signed);
            log.tidyNewestTiles();
            return log;
        } catch (FileNotFoundException e) {
            throw new DamagedLogException("a tile is missing: " + e.getMessage());
        }
    }

    private static Checkpoint trusted(byte[] signed, NoteSigner signer) throws DamagedLogException {
        Opened opened = TrustedKeys.of(signer.publicKey()).open(signed);
        if (opened instanceof Opened.Trusted trusted) {
            return trusted.checkpoint();
        }
        throw new DamagedLogException("the checkpoint is not one that this log's key signed: " + opened);
    }

    public synchronized SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Appends entries in order and returns when a signed checkpoint that covers them is durable.
     *
     * @param entries at most 65,535 bytes each
     * @throws IllegalArgumentException if one is longer; none is appended then
     */
    public synchronized SignedCheckpoint append(List<byte[]> entries) throws IOException {
        if (!usable) {
            throw new IOException("an earlier write failed: the log must be opened again");
        }
        for (byte[] entry : entries) {
            if (entry.length > EntryBundle.LARGEST_ENTRY) {
                throw new IllegalArgumentException("an entry has at most 65535 bytes, this one has " + entry.length);
            }
        }
        if (entries.isEmpty()) {
            return checkpoint;
        }
        usable = false;
        List<TilePath> full = new ArrayList<>();
        for (byte[] entry : entries) {
            for (Tail.Piece piece : tail.append(entry)) {
                write(piece);
                full.add(piece.path());
            }
        }
        for (Tail.Piece piece : tail.changedPartials()) {
            write(piece);
        }
        forceFolders();
        Checkpoint next = new Checkpoint(checkpoint.checkpoint().origin(), tail.size(), tail.root());
        byte[] signed = signer.sign(next.text()).bytes();
        files.replaceDurably(CHECKPOINT, signed);
        checkpoint = new SignedCheckpoint(next, signed);
        for (TilePath tile : full) {
            removePartials(tile);
        }
        usable = true;
        return checkpoint;
    }

    private void write(Tail.Piece piece) throws IOException {
        String path = piece.path().path();
        makeFolders(path);
        files.write(path, piece.content());
        files.force(path);
        unforcedFolders.add(folder(path));
    }

    private void makeFolders(String path) throws IOException {
        String folder = folder(path);
        if (folder.isEmpty() || !knownFolders.add(folder)) {
            return;
        }
        makeFolders(folder);
        files.makeFolder(folder);
        // Forced even if it was there: an earlier process may have made it and died before it could.
        unforcedFolders.add(folder(folder));
    }

    private void forceFolders() throws IOException {
        for (String folder : unforcedFolders) {
            files.forceFolder(folder);
        }
        unforcedFolders.clear();
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private void tidyNewestTiles() throws IOException {
        long fullTiles = tail.size() / TilePath.FULL;
        for (int level = 0; fullTiles > 0; level++, fullTiles /= TilePath.FULL) {
            for (long index = Math.max(0, fullTiles - TIDIED_AT_OPENING); index < fullTiles; index++) {
                removePartials(new TilePath(level, index, TilePath.FULL));
                if (level == 0) {
                    removePartials(TilePath.ofEntries(index, TilePath.FULL));
                }
            }
        }
    }

    private void removePartials(TilePath full) throws IOException {
        files.removeFolder(full.partials());
        knownFolders.remove(full.partials());
    }
}
