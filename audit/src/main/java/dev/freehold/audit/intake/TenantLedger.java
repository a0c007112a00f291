package dev.freehold.audit.intake;

import dev.freehold.audit.ledger.note.EncodedKey;
import dev.freehold.audit.ledger.note.NoteSigner;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tlog.LogFiles;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.audit.ledger.tlog.SignedCheckpoint;
import dev.freehold.audit.ledger.tlog.TiledLog;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.RecordsMissing;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequencer of one tenant: gives each record that comes from a source its one index in the ledger.
 *
 * <p>After a failed write nothing in memory is believed: the log is opened again from its last checkpoint.
 */
public final class TenantLedger {
    /** Entries under one checkpoint: bounds what a reader waits for and what memory holds. */
    private static final int LARGEST_BATCH = 1_024;

    private static final int NOTED_EVERY = 16_384;

    private final TenantId tenant;
    private final LogFiles files;
    private final NoteSigner signer;
    private final int notedEvery;
    private @Nullable TiledLog log;
    private Positions positions = new Positions();
    private long notedAt;
    private boolean closed;
    private volatile @Nullable LogReader reader;
    private volatile @Nullable String failure;

    TenantLedger(TenantId tenant, LogFiles files, NoteSigner signer) {
        this(tenant, files, signer, NOTED_EVERY);
    }

    /**
     * @param notedEvery entries between two notes of the positions
     */
    TenantLedger(TenantId tenant, LogFiles files, NoteSigner signer, int notedEvery) {
        this.notedEvery = notedEvery;
        this.tenant = tenant;
        this.files = files;
        this.signer = signer;
    }

    public TenantId tenant() {
        return tenant;
    }

    /** The verifier key as the log publishes it, one line. */
    public byte[] publicKeyFile() {
        return (key() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The public half of the key that signs the ledger's checkpoints. */
    public EncodedKey key() {
        return signer.publicKey();
    }

    /** Why the ledger could last not be opened or written; null if it could. */
    public @Nullable String failure() {
        return failure;
    }

    /**
     * What the newest checkpoint covers.
     *
     * @throws IOException if the ledger cannot be opened
     */
    public LogReader reader() throws IOException {
        LogReader open = reader;
        return open != null ? open : open();
    }

    /**
     * Appends a source's records, leaving out those that the ledger has.
     *
     * @return the seq that the ledger wants next from that source and epoch
     * @throws IllegalArgumentException if the batch would leave a gap, or a record is not what its position says
     * @throws IOException if it may not have been written; the same batch can be tried again
     */
    synchronized long append(Position first, List<byte[]> leaves) throws IOException {
        if (closed) {
            throw new IOException("the ledger is closed: this process is stopping");
        }
        try {
            open();
            long next = take(first, leaves);
            failure = null;
            return next;
        } catch (IOException e) {
            log = null;
            reader = null;
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** The positions that the ledger wants next, one of each source and epoch that it knows. */
    public synchronized List<Position> wanted() throws IOException {
        open();
        return positions.sources().entrySet().stream()
                .map(known -> new Position(
                        known.getKey().name(),
                        known.getKey().epoch(),
                        known.getValue().next()))
                .toList();
    }

    /** The seq that the ledger wants next from a position's source and epoch. */
    public synchronized long next(Position of) throws IOException {
        open();
        return positions.next(Positions.Source.of(of));
    }

    private long take(Position first, List<byte[]> leaves) throws IOException {
        Positions.Source source = Positions.Source.of(first);
        long next = positions.next(source);
        if (first.seq() > next) {
            throw new RecordsMissing(first, next);
        }
        int known = (int) Math.min(leaves.size(), next - first.seq());
        for (int from = known; from < leaves.size(); from += LARGEST_BATCH) {
            List<byte[]> batch = leaves.subList(from, Math.min(leaves.size(), from + LARGEST_BATCH));
            takeBatch(new Position(first.source(), first.epoch(), first.seq() + from), batch);
        }
        return positions.next(source);
    }

    private void takeBatch(Position first, List<byte[]> leaves) throws IOException {
        for (byte[] leaf : leaves) {
            if (leaf.length > EntryBundle.LARGEST_ENTRY) {
                throw new IllegalArgumentException("a record has at most 65535 bytes, this one has " + leaf.length);
            }
        }
        List<Placed> records = leaves.stream().map(Placed::in).toList();
        for (Placed record : records) {
            if (!record.tenant().equals(tenant)) {
                throw new IllegalArgumentException(
                        "a record of tenant " + record.tenant() + " came for the ledger of " + tenant);
            }
        }
        positions.check(records, first);
        SignedCheckpoint checkpoint = opened().append(leaves);
        records.forEach(positions::advance);
        reader = new LogReader(files, checkpoint);
        if (positions.size() - notedAt >= notedEvery) {
            note();
        }
    }

    /** Opens the ledger, if it is not open, and reads what it does not yet know of the sources. */
    private synchronized LogReader open() throws IOException {
        LogReader known = reader;
        if (log != null && known != null) {
            return known;
        }
        try {
            TiledLog opened = TiledLog.open(files, signer);
            LogReader newest = new LogReader(files, opened.checkpoint());
            if (positions.size() == 0) {
                positions = PositionsFile.read(files, newest);
                notedAt = positions.size();
            }
            positions.catchUp(newest);
            log = opened;
            reader = newest;
            failure = null;
            return newest;
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    private TiledLog opened() {
        if (log == null) {
            throw new IllegalStateException("the ledger is open while a batch is taken");
        }
        return log;
    }

    /** Takes no more records, and notes how far the sources are, so that the next start is a short one. */
    synchronized void close() throws IOException {
        closed = true;
        if (positions.size() > notedAt) {
            note();
        }
    }

    private void note() throws IOException {
        LogReader newest = reader;
        if (newest != null) {
            PositionsFile.write(files, newest, positions);
            notedAt = positions.size();
        }
    }
}
