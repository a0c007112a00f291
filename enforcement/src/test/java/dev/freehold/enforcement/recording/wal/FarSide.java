package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries records and covers them when told to; it can be away, refuse, and lose what it held. */
final class FarSide implements LedgerIntake {
    private final List<byte[]> held = new ArrayList<>();
    private long covered;
    private boolean refuses;
    private volatile @Nullable String away;

    @Override
    public synchronized Taken append(TenantId tenant, Position first, List<byte[]> leaves) {
        if (refuses) {
            throw new UncheckedIOException(new IOException("the far side takes nothing"));
        }
        for (int i = (int) Math.max(0, held.size() - first.seq()); i < leaves.size(); i++) {
            if (first.seq() + i == held.size()) {
                held.add(leaves.get(i));
            }
        }
        return new Taken(held.size(), covered);
    }

    @Override
    public @Nullable String away() {
        return away;
    }

    void away(@Nullable String reason) {
        away = reason;
    }

    synchronized void refuses(boolean is) {
        refuses = is;
    }

    synchronized void coverAll() {
        covered = held.size();
    }

    synchronized void lose() {
        held.subList((int) covered, held.size()).clear();
    }

    synchronized List<byte[]> held() {
        return List.copyOf(held);
    }
}
