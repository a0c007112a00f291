package dev.freehold.enforcement.redaction.recogniser;

/**
 * A national telephone number: a trunk zero and area code, perhaps in parentheses, then groups set apart by a space, a hyphen
 * or a slash; 9 to 12 digits in all, 15 where it begins with the international 00.
 */
final class TrunkNumber {
    private static final int SHORTEST = 9;
    private static final int LONGEST = 12;
    private static final int LONGEST_INTERNATIONAL = 15;
    private static final int SHORTEST_AREA = 2;
    private static final int LONGEST_AREA = 6;
    private static final int SHORTEST_LAST_GROUP = 3;
    /** After an area code in parentheses, an extension of two digits is common (DIN 5008). */
    private static final int SHORTEST_EXTENSION = 2;

    private TrunkNumber() {}

    /** The trunk zero and the rest of the area code are one word. */
    static boolean opens(Opening opening) {
        return opening.first() == '0' && opening.word(SHORTEST_AREA, LONGEST_AREA) && opening.followedBy(" -/");
    }

    static int end(Folded text, int start) {
        boolean bracketed = text.at(start) == '(';
        int area = bracketed ? start + 1 : start;
        if (text.at(area) != '0' || text.startsWith("000", area) || !standsFree(text, start)) {
            return Recogniser.NO_MATCH;
        }
        int most = text.at(area + 1) == '0' ? LONGEST_INTERNATIONAL : LONGEST;
        int group = groupLength(text, area, LONGEST_AREA + 1);
        if (group < SHORTEST_AREA || group > LONGEST_AREA || date(text, area)) {
            return Recogniser.NO_MATCH;
        }
        int digits = group;
        int end = Recogniser.NO_MATCH;
        int i = area + group;
        if (bracketed) {
            if (text.at(i++) != ')') {
                return Recogniser.NO_MATCH;
            }
        }
        while (digits <= most) {
            int next = separates(text.at(i)) ? i + 1 : i;
            group = groupLength(text, next, LONGEST);
            if (group == 0 || (next == i && !bracketed)) {
                return end;
            }
            digits += group;
            i = next + group;
            boolean whole = digits >= SHORTEST
                    && digits <= most
                    && group >= (bracketed ? SHORTEST_EXTENSION : SHORTEST_LAST_GROUP);
            if (whole && !text.word(i) && text.at(i) != ':') {
                end = i;
            }
        }
        return end;
    }

    private static boolean standsFree(Folded text, int start) {
        boolean continues = (text.at(start - 1) == '-' || text.at(start - 1) == '/') && text.digit(start - 2);
        return text.numberStart(start) && !continues;
    }

    /** 01/02/2026 and 01-02-2026 are dates, whatever follows. */
    private static boolean date(Folded text, int start) {
        return groupLength(text, start, 3) == 2
                && groupLength(text, start + 3, 3) == 2
                && groupLength(text, start + 6, 5) == 4
                && text.at(start + 2) == text.at(start + 5)
                && text.at(start + 2) != ' ';
    }

    private static int groupLength(Folded text, int start, int most) {
        int length = 0;
        while (length < most && text.digit(start + length)) {
            length++;
        }
        return length;
    }

    private static boolean separates(char c) {
        return c == ' ' || c == '-' || c == '/';
    }
}
