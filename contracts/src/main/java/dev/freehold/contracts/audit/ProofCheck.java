package dev.freehold.contracts.audit;

/** What became of checking a record's inclusion proof, as anybody with the ledger's public key could. */
public sealed interface ProofCheck {
    /**
     * The ledger holds exactly these bytes.
     *
     * @param index position in the ledger
     * @param size entries that the signed checkpoint covers
     * @param root the checkpoint's root hash, in base 64
     * @param key the verifier key (C2SP signed-note) whose signature was checked, to be compared with one's own copy
     */
    record Proved(long index, long size, String root, String key) implements ProofCheck {}

    /**
     * There is evidence against the proof or the ledger.
     *
     * @param fault its stable name, such as {@code proof-wrong}
     * @param detail what was found and what should have been
     */
    record Refuted(String fault, String detail) implements ProofCheck {}
}
