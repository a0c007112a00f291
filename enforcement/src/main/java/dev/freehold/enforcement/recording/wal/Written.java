package dev.freehold.enforcement.recording.wal;

/** What became of an event that was handed to the log. */
sealed interface Written {
    record Durable(long seq, byte[] record) implements Written {}

    record Refused(String reason) implements Written {}
}
