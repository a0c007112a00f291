package dev.freehold.engine.lora;

import dev.freehold.engine.Refusal;

/** Says that an adapter folder is broken, does not fit its base, or asks for what is not computed here. */
public final class MalformedAdapter extends Refusal {
    private static final long serialVersionUID = 1L;

    MalformedAdapter(String message) {
        super(message);
    }

    MalformedAdapter(String message, Throwable cause) {
        super(message, cause);
    }
}
