package dev.freehold.finetune.snapshot;

/**
 * How many snapshots stay.
 *
 * @param perJob the newest of a job that are kept, 0 (none is saved) to 50
 * @param bytes of all jobs' snapshots together, 1 MiB to 1 TiB; beyond, the oldest go
 */
public record SnapshotLimits(int perJob, long bytes) {
    private static final int MOST_PER_JOB = 50;
    private static final long LEAST_BYTES = 1L << 20;
    private static final long MOST_BYTES = 1L << 40;

    public SnapshotLimits {
        if (perJob < 0 || perJob > MOST_PER_JOB) {
            throw new IllegalArgumentException("freehold.finetune.snapshots.per-job must be 0 to " + MOST_PER_JOB);
        }
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("freehold.finetune.snapshots.bytes must be 1M to 1T");
        }
    }
}
