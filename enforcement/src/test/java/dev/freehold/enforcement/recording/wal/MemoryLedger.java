package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.RecordsMissing;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in memory that keeps the contract of its port, and can be away. */
final class MemoryLedger implements LedgerIntake {
    private final Map<Long, List<byte[]>> epochs = new HashMap<>();
    private volatile boolean away;
    private int calls;

    void away(boolean is) {
        away = is;
    }

    @Override
    public synchronized Taken append(TenantId tenant, Position first, List<byte[]> leaves) {
        calls++;
        if (away) {
            throw new UncheckedIOException(new IOException("the ledger is away"));
        }
        List<byte[]> held = epochs.computeIfAbsent(first.epoch(), epoch -> new ArrayList<>());
        if (first.seq() > held.size()) {
            throw new RecordsMissing(first, held.size());
        }
        for (int i = (int) (held.size() - first.seq()); i < leaves.size(); i++) {
            held.add(leaves.get(i));
        }
        return Taken.covered(held.size());
    }

    /** Goes back to an older state, as one that was restored. */
    synchronized void restore(long epoch, int records) {
        List<byte[]> held = epochs.getOrDefault(epoch, List.of());
        epochs.put(epoch, new ArrayList<>(held.subList(0, records)));
    }

    synchronized List<byte[]> records(long epoch) {
        return List.copyOf(epochs.getOrDefault(epoch, List.of()));
    }

    synchronized int calls() {
        return calls;
    }
}
