package dev.freehold.enforcement.recording.kafka;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import java.time.Duration;

/** How far one log is: what the broker acknowledged, what the ledger covers, and since when nothing moves. */
final class Progress {
    private static final Duration LONGEST_STALL = Duration.ofMinutes(10);

    private final Duration stall;
    private long held;
    private long covered;
    private long asks;
    private byte[] lastLeaf = {};
    private long movedAt = System.nanoTime();
    private Duration pause;

    /**
     * @param first seq from which the log's records are still there
     */
    Progress(long first, CoverageReader.Known known, Duration stall) {
        this.stall = stall;
        this.pause = stall;
        this.asks = known.asks();
        this.covered = known.covered();
        this.held = Math.max(first, covered);
    }

    /** Takes in what audit told; true if it lacks records that it was sent, which must come again. */
    boolean sendAgain(CoverageReader.Known known) {
        if (known.asks() > asks) {
            asks = known.asks();
            covered = known.covered();
            held = covered;
            moved(stall);
            return true;
        }
        if (known.covered() > covered) {
            covered = known.covered();
            held = Math.max(held, covered);
            moved(stall);
        }
        return false;
    }

    void held(long records, byte[] last) {
        held = records;
        lastLeaf = last;
    }

    /** Whether it is time to ask what became of what was sent; each time, the next is later. */
    boolean stalled() {
        boolean stalled = held > covered && lastLeaf.length > 0 && System.nanoTime() - movedAt > pause.toNanos();
        if (stalled) {
            Duration longer = pause.multipliedBy(2);
            moved(longer.compareTo(LONGEST_STALL) < 0 ? longer : LONGEST_STALL);
        }
        return stalled;
    }

    byte[] lastLeaf() {
        return lastLeaf;
    }

    Position last(String source, long epoch) {
        return new Position(source, epoch, held - 1);
    }

    LedgerIntake.Taken taken() {
        return new LedgerIntake.Taken(held, covered);
    }

    private void moved(Duration next) {
        movedAt = System.nanoTime();
        pause = next;
    }
}
