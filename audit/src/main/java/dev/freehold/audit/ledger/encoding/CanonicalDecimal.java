package dev.freehold.audit.ledger.encoding;

/** Counts as decimal digits, without sign and without leading zero. */
public final class CanonicalDecimal {
    private CanonicalDecimal() {}

    /**
     * Reads a count.
     *
     * @param what names the count in the error
     * @throws IllegalArgumentException if it has a sign, a leading zero, another character or exceeds 2^63 - 1
     */
    public static long decode(String text, String what) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (text.length() > 1 && text.charAt(0) == '0')) {
            throw new IllegalArgumentException(what + " is not a decimal without sign or leading zero");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " is larger than 2^63 - 1", e);
        }
    }
}
