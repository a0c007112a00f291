package dev.freehold.audit.index;

/** Says that the index does not answer; the ledger goes on without it. */
public final class IndexUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IndexUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
