package dev.freehold.enforcement.recording.wal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the write-ahead log is kept.
 *
 * @param directory one folder for each tenant lies in it
 * @param source name of this process in every record; two processes that write to one ledger have two names
 * @param segmentBytes length of one segment file, written in full when it begins: 128 KiB to 1 GiB
 * @param segments most segments of a tenant that wait for the ledger, 2 to 1,024; then events are refused
 * @param queue most events of a tenant that wait for the disk, 1 to 65,536; then events are refused
 * @param patience how long one event waits for the disk before it is refused, 100 ms to 1 min
 * @param linger how long records are gathered before they are sent to the ledger, 1 ms to 10 s
 * @param longestPause between two tries to reach the ledger, from {@code linger} to 10 min
 * @param replicated whether an event counts as recorded only once whoever carries it to the ledger holds it too
 */
public record WalSettings(
        Path directory,
        String source,
        long segmentBytes,
        int segments,
        int queue,
        Duration patience,
        Duration linger,
        Duration longestPause,
        boolean replicated) {
    private static final int LONGEST_SOURCE = 64;

    public WalSettings {
        if (source.isBlank() || source.length() > LONGEST_SOURCE || !source.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("freehold.source is 1 to 64 of A-Z, a-z, 0-9, dot, underscore, hyphen");
        }
        within("freehold.wal.segment-bytes", segmentBytes, 128 << 10, 1 << 30);
        within("freehold.wal.segments", segments, 2, 1_024);
        within("freehold.wal.queue", queue, 1, 65_536);
        within("freehold.wal.patience in ms", patience.toMillis(), 100, 60_000);
        within("freehold.wal.linger in ms", linger.toMillis(), 1, 10_000);
        within("freehold.wal.longest-pause in ms", longestPause.toMillis(), linger.toMillis(), 600_000);
    }

    Shape shape() {
        return new Shape(segmentBytes, segments);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }
}
