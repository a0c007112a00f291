package dev.freehold.contracts.inference;

/** Takes a generated text piece by piece, on the thread that asked for it. */
@FunctionalInterface
public interface TextSink {
    /** Takes nothing piece by piece: for whoever wants the whole alone. */
    TextSink NONE = piece -> true;

    /**
     * @param piece what follows what came before; never cut inside of a character
     * @return false to end the generation, which then finishes with what it has
     */
    boolean accept(String piece);
}
