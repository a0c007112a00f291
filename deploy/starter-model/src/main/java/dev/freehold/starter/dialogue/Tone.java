package dev.freehold.starter.dialogue;

import java.util.Locale;

/** How a customer writes, and how that is met. */
enum Tone {
    PLAIN("", "", ""),
    POLITE("Hello, ", " Thank you.", "Gladly. "),
    TERSE("", "", ""),
    UPSET("I write for the third time: ", " This is annoying!", "I am sorry for the trouble. "),
    FRIENDLY("Hi, I hope you are well. ", "", "Thank you, I am. ");

    private final String before;
    private final String after;
    private final String reply;

    Tone(String before, String after, String reply) {
        this.before = before;
        this.after = after;
        this.reply = reply;
    }

    String question(String core) {
        if (this == TERSE) {
            return core.toLowerCase(Locale.ROOT);
        }
        boolean starts = before.isEmpty() || before.endsWith(". ");
        String first = starts ? core.substring(0, 1).toUpperCase(Locale.ROOT) : core.substring(0, 1);
        return before + first + core.substring(1) + (asks(core) ? "?" : ".") + after;
    }

    String reply() {
        return reply;
    }

    private static boolean asks(String core) {
        return core.matches(
                "(?i)(what|how|can|is|are|when|why|who|where|which|do|does|until|may|am|at what|will)\\b.*");
    }
}
