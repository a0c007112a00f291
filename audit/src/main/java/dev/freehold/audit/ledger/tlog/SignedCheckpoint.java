package dev.freehold.audit.ledger.tlog;

import dev.freehold.audit.ledger.checkpoint.Checkpoint;

/**
 * A checkpoint that was believed, with the bytes that prove it.
 *
 * @param file the exact note
 */
public record SignedCheckpoint(Checkpoint checkpoint, byte[] file) {
    public SignedCheckpoint {
        file = file.clone();
    }

    @Override
    public byte[] file() {
        return file.clone();
    }

    public long size() {
        return checkpoint.size();
    }
}
