package dev.freehold.audit.ledger.tlog;

import java.io.IOException;

/** Says that a log's files are not those that were written; nothing is appended to such a log. */
public final class DamagedLogException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedLogException(String damage) {
        super(damage);
    }
}
