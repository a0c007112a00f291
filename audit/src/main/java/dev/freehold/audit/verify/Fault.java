package dev.freehold.audit.verify;

import java.util.OptionalLong;

/**
 * Evidence against a log, or against a proof.
 *
 * @param file where it shows
 * @param firstEntry the first entry that it concerns, where that can be told
 * @param detail what was found and what should have been
 */
public record Fault(FaultKind kind, String file, OptionalLong firstEntry, String detail) {
    static Fault at(FaultKind kind, String file, long firstEntry, String detail) {
        return new Fault(kind, file, OptionalLong.of(firstEntry), detail);
    }

    static Fault in(FaultKind kind, String file, String detail) {
        return new Fault(kind, file, OptionalLong.empty(), detail);
    }
}
