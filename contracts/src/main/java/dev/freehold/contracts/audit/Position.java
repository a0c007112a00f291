package dev.freehold.contracts.audit;

/**
 * Where a record stands at the process that wrote it: positions of one source have no gaps.
 *
 * @param source name of the writing process
 * @param epoch grows by one each time the source starts a new log
 * @param seq counts from 0 within an epoch
 */
public record Position(String source, long epoch, long seq) {
    public Position {
        if (source.isBlank() || epoch < 0 || seq < 0) {
            throw new IllegalArgumentException("a position has a source and counts from 0");
        }
    }
}
