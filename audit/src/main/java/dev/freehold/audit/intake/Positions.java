package dev.freehold.audit.intake;

import dev.freehold.audit.ledger.tlog.DamagedLogException;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far each source is in the ledger: learnt from the ledger's own leaves, so that it can never say otherwise than they do. */
final class Positions {
    /** One source's log. */
    record Source(String name, long epoch) {
        static Source of(Position position) {
            return new Source(position.source(), position.epoch());
        }
    }

    /**
     * Where a source goes on.
     *
     * @param last SHA-256 of its newest record
     */
    record Progress(long next, Digest last) {}

    private final Map<Source, Progress> sources = new HashMap<>();
    private long size;

    Positions() {}

    Positions(long size, Map<Source, Progress> sources) {
        this.size = size;
        this.sources.putAll(sources);
    }

    /** Entries of the ledger that were taken into account. */
    long size() {
        return size;
    }

    Map<Source, Progress> sources() {
        return Map.copyOf(sources);
    }

    /** The seq that the ledger wants next from a source. */
    long next(Source source) {
        Progress progress = sources.get(source);
        return progress == null ? 0 : progress.next();
    }

    /**
     * Checks that records go on where their source's last one in the ledger ends.
     *
     * @throws IllegalArgumentException naming the first record that does not, and why
     */
    void check(List<Placed> records, Position first) {
        Source source = Source.of(first);
        Progress known = sources.get(source);
        @Nullable Digest last = known == null ? null : known.last();
        for (int i = 0; i < records.size(); i++) {
            Placed record = records.get(i);
            Position wanted = new Position(first.source(), first.epoch(), first.seq() + i);
            if (!record.position().equals(wanted)) {
                throw new IllegalArgumentException("a record that came as " + wanted + " says " + record.position());
            }
            if (last != null && !record.prev().equals(last)) {
                throw new IllegalArgumentException("the record at " + wanted
                        + " does not follow the one before it: its 'prev' is another record's");
            }
            last = record.digest();
        }
    }

    /** Takes a leaf into account that is in the ledger. */
    void advance(Placed record) {
        sources.put(Source.of(record.position()), new Progress(record.position().seq() + 1, record.digest()));
        size++;
    }

    /**
     * Reads on in the ledger, to the end of what its checkpoint covers.
     *
     * @throws DamagedLogException if an entry is no record, or the ledger has become shorter
     */
    void catchUp(LogReader ledger) throws IOException {
        if (size > ledger.checkpoint().size()) {
            throw new DamagedLogException("the ledger had " + size + " entries and now has "
                    + ledger.checkpoint().size() + ": restore it");
        }
        while (size < ledger.checkpoint().size()) {
            for (byte[] leaf : ledger.entries(size)) {
                advance(placed(leaf));
            }
        }
    }

    private Placed placed(byte[] leaf) throws DamagedLogException {
        try {
            return Placed.in(leaf);
        } catch (IllegalArgumentException e) {
            throw new DamagedLogException("entry " + size + " of the ledger is no record: " + e.getMessage());
        }
    }
}
