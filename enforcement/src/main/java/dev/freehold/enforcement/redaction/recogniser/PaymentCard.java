package dev.freehold.enforcement.redaction.recogniser;

/**
 * A payment card's number: 13 to 19 digits of a known network with a right Luhn digit, in one run or in groups of 3 or more
 * set apart by single spaces or hyphens.
 */
final class PaymentCard implements Recogniser {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int SHORTEST_GROUP = 3;
    /** Groups of three at least: six separators within 19 digits, and the character after. */
    private static final int REACH = LONGEST + LONGEST / SHORTEST_GROUP + 2;

    @Override
    public String type() {
        return "payment_card";
    }

    @Override
    public Category category() {
        return Category.PCI;
    }

    @Override
    public Evidence evidence() {
        return Evidence.CHECKSUM;
    }

    @Override
    public int reach() {
        return REACH;
    }

    @Override
    public boolean opens(Opening opening) {
        return issued(opening.first())
                && (opening.word(SHORTEST, LONGEST)
                        || (opening.word(SHORTEST_GROUP, SHORTEST) && opening.followedBy(" -")));
    }

    @Override
    public int end(Folded text, int start) {
        if (!issued(text.at(start)) || !text.digit(start + SHORTEST_GROUP - 1) || !text.numberStart(start)) {
            return NO_MATCH;
        }
        int[] digits = new int[LONGEST];
        int count = 0;
        int group = 0;
        int end = NO_MATCH;
        for (int i = start; ; i++) {
            char c = text.at(i);
            if (Ascii.digit(c)) {
                if (count == LONGEST) {
                    return end;
                }
                digits[count++] = c - '0';
                group++;
                continue;
            }
            if (group < SHORTEST_GROUP || text.word(i)) {
                return end;
            }
            // The longest number wins: a security code after the card's groups must not hide it.
            if (count >= SHORTEST && CardNetworks.issue(digits, count) && luhn(digits, count)) {
                end = i;
            }
            if ((c != ' ' && c != '-') || !text.digit(i + 1)) {
                return end;
            }
            group = 0;
        }
    }

    private static boolean issued(char first) {
        return first >= '2' && first <= '9' && first != '7';
    }

    private static boolean luhn(int[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int doubled = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
            sum += i % 2 == 1 ? doubled : digit;
        }
        return sum % 10 == 0;
    }
}
