package dev.freehold.enforcement.recording.wal;

import java.io.IOException;

/** A log holds something that no power cut leaves behind: a person must look at it before anything is written again. */
final class LogDamaged extends IOException {
    private static final long serialVersionUID = 1L;

    LogDamaged(String file, long position, String what) {
        super("the audit log is damaged at byte " + position + " of " + file + ": " + what
                + ". Keep the folder as evidence, move it away and start again: a new log then begins");
    }
}
