package dev.freehold.enforcement.redaction.recogniser;

/** A telephone number that begins with a plus sign and a country code (ITU-T E.164): 8 to 15 digits. */
final class InternationalNumber {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;
    private static final int NORTH_AMERICAN = 11;
    private static final int MOST_SEPARATORS = 2;

    private InternationalNumber() {}

    static int end(Folded text, int start) {
        if (!text.wordStart(start)
                || text.at(start - 1) == '+'
                || !text.digit(start + 1)
                || text.at(start + 1) == '0') {
            return Recogniser.NO_MATCH;
        }
        int most = text.at(start + 1) == '1' ? NORTH_AMERICAN : LONGEST;
        int digits = 0;
        int end = start + 1;
        int i = start + 1;
        while (text.digit(i) && digits < most) {
            digits++;
            end = ++i;
            for (int separators = 0; separators < MOST_SEPARATORS && separates(text.at(i)); separators++) {
                i++;
            }
        }
        return digits >= SHORTEST && !text.word(end) ? end : Recogniser.NO_MATCH;
    }

    private static boolean separates(char c) {
        return switch (c) {
            case ' ', '.', '-', '/', '(', ')' -> true;
            default -> false;
        };
    }
}
