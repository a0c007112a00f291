package dev.freehold.engine.chat.jinja;

import dev.freehold.engine.Refusal;

/** Says that a template uses what is not understood here, takes too much, or refuses its input itself. */
public final class TemplateRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    TemplateRefused(String message) {
        super(message);
    }

    static TemplateRefused at(int line, String what) {
        return new TemplateRefused("chat template, line " + line + ": " + what);
    }
}
