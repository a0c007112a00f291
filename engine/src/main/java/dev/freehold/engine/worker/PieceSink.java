package dev.freehold.engine.worker;

/** Takes a text that is being written, piece by piece. */
@FunctionalInterface
public interface PieceSink {
    /** Takes everything and keeps nothing: for whoever wants the whole alone. */
    PieceSink NONE = piece -> true;

    /**
     * Takes what follows.
     *
     * @param piece never cut inside of a character
     * @return false to end the generation, which then finishes with what it has
     */
    boolean accept(String piece);
}
