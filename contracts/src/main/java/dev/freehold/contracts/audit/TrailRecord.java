package dev.freehold.contracts.audit;

/**
 * One record, whole.
 *
 * @param leaf the exact bytes that the ledger holds
 * @param proof a c2sp.org/tlog-proof@v1 file for them
 */
public record TrailRecord(TrailEntry entry, byte[] leaf, byte[] proof) {
    public TrailRecord {
        leaf = leaf.clone();
        proof = proof.clone();
    }

    @Override
    public byte[] leaf() {
        return leaf.clone();
    }

    @Override
    public byte[] proof() {
        return proof.clone();
    }
}
