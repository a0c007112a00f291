package dev.freehold.engine.generate;

import java.util.List;

/** Finds the first of some texts in a stream: lets through what comes before it, and holds back what could become one. */
final class StopTexts {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean met;

    StopTexts(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** Takes what follows and gives what may be passed on. */
    String pass(String text) {
        held.append(text);
        int end = stops.stream()
                .mapToInt(held::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
        if (end >= 0) {
            met = true;
            return held.substring(0, end);
        }
        return taken(held.length() - possible());
    }

    /** Whether a stop text was found; nothing is to be passed on after it. */
    boolean met() {
        return met;
    }

    /** What was held back and became no stop text. */
    String rest() {
        return taken(held.length());
    }

    private String taken(int length) {
        String passed = held.substring(0, length);
        held.delete(0, length);
        return passed;
    }

    /** Length of the longest end of what is held that a stop text begins with. */
    private int possible() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
