package dev.freehold.engine.chat.jinja;

/** What one rendering may still use; a template that wants more is refused, since it comes with somebody else's model. */
final class Budget {
    private static final int MAX_STEPS = 1_000_000;
    private static final int MAX_CHARACTERS = 32 << 20;
    private static final int MAX_DEPTH = 64;
    private int steps;
    private long characters;
    private int depth;

    /** Pays for one expression or statement. */
    void step() {
        steps++;
        if (steps > MAX_STEPS) {
            throw new TemplateRefused("the chat template takes more than " + MAX_STEPS + " steps");
        }
    }

    /** Pays for a text or list that was made. */
    void made(long size) {
        characters += size;
        if (characters > MAX_CHARACTERS) {
            throw new TemplateRefused("the chat template makes more than " + MAX_CHARACTERS + " characters");
        }
    }

    void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new TemplateRefused("macros of the chat template call each other more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
