package dev.freehold.stack.part;

import java.util.Locale;

/** How a part is. */
public enum PartState {
    /** Its process runs and does its work. */
    READY,
    /** Its process runs and does not do its work, or does not answer. */
    NOT_READY,
    /** Its process was started and is gone. */
    DEAD,
    /** It was not started, or was ended by {@code down}. */
    STOPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
