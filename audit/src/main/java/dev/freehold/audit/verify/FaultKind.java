package dev.freehold.audit.verify;

import java.util.Locale;

/** The ways in which a log, a proof or a pair of checkpoints can fail. */
public enum FaultKind {
    /** The checkpoint is no signed note. */
    NOTE_MALFORMED,
    /** A known key's signature is not over the checkpoint's text. */
    SIGNATURE_WRONG,
    /** A required key did not sign. */
    SIGNATURE_MISSING,
    /** The signed text is no checkpoint. */
    CHECKPOINT_MALFORMED,
    /** The checkpoint is of another log. */
    ORIGIN_OTHER,
    /** An entry bundle that the checkpoint covers is not there. */
    BUNDLE_MISSING,
    /** An entry bundle ends within an entry. */
    BUNDLE_TRUNCATED,
    /** An entry bundle has fewer entries than its path says. */
    BUNDLE_SHORT,
    /** An entry bundle has more entries than its path says. */
    BUNDLE_EXTRA,
    /** A tile that the checkpoint covers is not there. */
    TILE_MISSING,
    /** A tile has fewer hashes than its path says, or ends within one. */
    TILE_SHORT,
    /** A tile has more bytes than its path says. */
    TILE_EXTRA,
    /** A tile holds another hash than the entries give. */
    HASH_OTHER,
    /** All tiles fit the entries, and the root that was signed does not. */
    ROOT_OTHER,
    /** The proof file has another form. */
    PROOF_MALFORMED,
    /** The proof does not lead from the leaf to the root that was signed. */
    PROOF_WRONG,
    /** The newer checkpoint has fewer entries. */
    LOG_SHRANK,
    /** Two checkpoints of one size have two roots. */
    ROOTS_DIFFER,
    /** The older log is not the beginning of the newer one. */
    HISTORY_REWRITTEN;

    /** The name that the command prints, such as {@code bundle-missing}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
