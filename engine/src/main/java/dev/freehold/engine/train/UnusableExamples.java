package dev.freehold.engine.train;

import dev.freehold.engine.Refusal;

/** Says that examples or parameters cannot be tuned on, and what to change; carries no example. */
public final class UnusableExamples extends Refusal {
    private static final long serialVersionUID = 1L;

    UnusableExamples(String message) {
        super(message);
    }
}
