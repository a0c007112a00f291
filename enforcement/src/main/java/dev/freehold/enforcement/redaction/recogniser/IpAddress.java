package dev.freehold.enforcement.redaction.recogniser;

/** An address of the Internet Protocol, version 4 in dotted decimal or version 6 in the forms of RFC 4291. */
final class IpAddress implements Recogniser {
    private static final int LONGEST_GROUP = 4;
    /** Eight groups of four and their colons, or six and a version 4 address, and the two characters after. */
    private static final int REACH = 6 * 5 + 15 + 2;

    @Override
    public String type() {
        return "ip_address";
    }

    @Override
    public Category category() {
        return Category.NETWORK;
    }

    @Override
    public Evidence evidence() {
        return Evidence.FORMAT;
    }

    @Override
    public int reach() {
        return REACH;
    }

    @Override
    public boolean opens(Opening opening) {
        return opening.first() == ':'
                ? opening.followedBy(":")
                : Ascii.hex(opening.first()) && opening.word(1, LONGEST_GROUP) && opening.followedBy(".:");
    }

    @Override
    public int end(Folded text, int start) {
        char before = text.at(start - 1);
        if ((!Ascii.hex(text.at(start)) && text.at(start) != ':')
                || !text.wordStart(start)
                || (before == ':' && text.at(start) == ':')) {
            return NO_MATCH;
        }
        boolean fraction = before == '.' && text.word(start - 2);
        if (text.digit(start) && !fraction) {
            int end = Dotted.end(text, start);
            if (end != NO_MATCH && !text.word(end) && !(text.at(end) == '.' && text.digit(end + 1))) {
                return end;
            }
        }
        boolean continues = before == ':' && (Ascii.hex(text.at(start - 2)) || text.at(start - 2) == ':');
        return continues ? NO_MATCH : Version6.end(text, start);
    }

    /** Four decimal octets. */
    static final class Dotted {
        private Dotted() {}

        static int end(Folded text, int start) {
            int i = start;
            for (int octet = 0; octet < 4; octet++) {
                if (octet > 0 && text.at(i++) != '.') {
                    return NO_MATCH;
                }
                int value = 0;
                int digits = 0;
                while (digits < 3 && text.digit(i)) {
                    value = value * 10 + text.at(i++) - '0';
                    digits++;
                }
                if (digits == 0 || value > 255) {
                    return NO_MATCH;
                }
            }
            return text.digit(i) ? NO_MATCH : i;
        }
    }
}
