package dev.freehold.enforcement.recording.wal;

/**
 * How large a log may grow.
 *
 * @param segmentBytes length of each segment; any record fits into an empty one
 * @param segments most segments that wait for the ledger; two more are kept for the outcomes of what is under way
 */
record Shape(long segmentBytes, int segments) {
    static final long SMALLEST_SEGMENT = Segment.HEADER + Frame.OVERHEAD + Frame.LARGEST_RECORD;
    private static final int RESERVE = 2;

    Shape {
        if (segmentBytes < SMALLEST_SEGMENT || segments < 2) {
            throw new IllegalArgumentException(
                    "a log has at least two segments of at least " + SMALLEST_SEGMENT + " bytes");
        }
    }

    int bound(boolean ends) {
        return ends ? segments + RESERVE : segments;
    }
}
