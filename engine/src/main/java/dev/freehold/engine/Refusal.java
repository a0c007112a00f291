package dev.freehold.engine;

/** Says that the engine will not work with what it was given; the message names the place and the fix, never a text. */
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
