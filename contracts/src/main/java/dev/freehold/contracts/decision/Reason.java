package dev.freehold.contracts.decision;

/**
 * Why something was denied, in words for the person who asked.
 *
 * @param code stable, upper case, listed in docs/reference/problems.md
 * @param sentence what stands in the way
 * @param remedy what would make it allowed
 */
public record Reason(String code, String sentence, String remedy) {
    public Reason {
        if (code.isBlank() || sentence.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a reason has a code, a sentence and a remedy");
        }
    }
}
