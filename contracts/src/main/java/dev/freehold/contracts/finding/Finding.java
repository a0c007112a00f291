package dev.freehold.contracts.finding;

/**
 * One span of text that a recogniser claims.
 *
 * @param type recogniser's type, such as {@code payment_card}
 * @param category data category that policy speaks of, such as {@code PCI}
 * @param start index of the first UTF-16 unit
 * @param end index after the last UTF-16 unit
 */
public record Finding(String type, String category, int start, int end) {
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding spans at least one character");
        }
    }
}
