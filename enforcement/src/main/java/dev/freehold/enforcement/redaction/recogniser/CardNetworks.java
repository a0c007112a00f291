package dev.freehold.enforcement.redaction.recogniser;

import java.util.List;

/** Which beginnings and lengths of card numbers the card networks issue (ISO/IEC 7812 issuer identification numbers). */
final class CardNetworks {
    private static final int PREFIX_DIGITS = 6;
    private static final List<Range> RANGES = List.of(
            new Range("Visa", 400000, 499999, 13, 19),
            new Range("Mastercard", 510000, 559999, 16, 16),
            new Range("Mastercard", 222100, 272099, 16, 16),
            new Range("American Express", 340000, 349999, 15, 15),
            new Range("American Express", 370000, 379999, 15, 15),
            new Range("Diners Club", 300000, 305999, 14, 19),
            new Range("Diners Club", 309500, 309599, 14, 19),
            new Range("Diners Club", 360000, 369999, 14, 19),
            new Range("Diners Club", 380000, 399999, 14, 19),
            new Range("JCB", 352800, 358999, 16, 19),
            new Range("Discover, UnionPay, Maestro, RuPay", 600000, 699999, 13, 19),
            new Range("Maestro", 500000, 509999, 13, 19),
            new Range("Maestro", 560000, 589999, 13, 19),
            new Range("Mir", 220000, 220499, 16, 19),
            new Range("UnionPay, RuPay", 810000, 829999, 16, 19),
            new Range("Troy", 979200, 979289, 16, 16));

    private CardNetworks() {}

    static boolean issue(int[] digits, int length) {
        int prefix = 0;
        for (int i = 0; i < PREFIX_DIGITS; i++) {
            prefix = prefix * 10 + digits[i];
        }
        for (Range range : RANGES) {
            if (prefix >= range.first && prefix <= range.last && length >= range.shortest && length <= range.longest) {
                return true;
            }
        }
        return false;
    }

    private record Range(String network, int first, int last, int shortest, int longest) {}
}
