package dev.freehold.engine.encoder;

import dev.freehold.engine.Refusal;

/** Says that a model folder holds something that this engine does not compute, and names it. */
public final class UnsupportedModel extends Refusal {
    private static final long serialVersionUID = 1L;

    public UnsupportedModel(String message) {
        super(message);
    }

    public UnsupportedModel(String message, Throwable cause) {
        super(message, cause);
    }
}
