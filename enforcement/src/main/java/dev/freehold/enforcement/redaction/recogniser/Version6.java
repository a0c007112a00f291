package dev.freehold.enforcement.redaction.recogniser;

/** Reads a version 6 address: eight groups of hexadecimal digits, one run of them perhaps left out (RFC 4291, section 2.2). */
final class Version6 {
    private static final int GROUPS = 8;
    private static final int LONGEST_GROUP = 4;

    private final Folded text;
    private final int start;
    private int groups;
    private int left;
    private boolean shortened;

    private Version6(Folded text, int start) {
        this.text = text;
        this.start = start;
    }

    static int end(Folded text, int start) {
        return new Version6(text, start).read();
    }

    private int read() {
        int i = start;
        if (text.at(i) == ':') {
            if (text.at(i + 1) != ':') {
                return Recogniser.NO_MATCH;
            }
            shortened = true;
            i += 2;
        }
        while (groups < GROUPS) {
            int length = groupLength(i);
            if (length == 0) {
                break;
            }
            if (text.at(i + length) == '.' && groups <= GROUPS - 2) {
                int dotted = IpAddress.Dotted.end(text, i);
                if (dotted != Recogniser.NO_MATCH) {
                    groups += 2;
                    i = dotted;
                    break;
                }
            }
            groups++;
            i += length;
            if (groups == GROUPS || text.at(i) != ':') {
                break;
            }
            if (text.at(i + 1) == ':') {
                if (shortened) {
                    return Recogniser.NO_MATCH;
                }
                shortened = true;
                left = groups;
                i += 2;
            } else if (Ascii.hex(text.at(i + 1))) {
                i++;
            } else {
                break;
            }
        }
        boolean whole = shortened ? groups >= 1 && groups < GROUPS : groups == GROUPS;
        boolean ends = !text.word(i) && !(text.at(i) == ':' && Ascii.hex(text.at(i + 1)));
        return whole && ends && (!shortened || plausible()) ? i : Recogniser.NO_MATCH;
    }

    private int groupLength(int from) {
        int length = 0;
        while (length < LONGEST_GROUP && Ascii.hex(text.at(from + length))) {
            length++;
        }
        return length;
    }

    /** Tells addresses from the names of programs, where {@code a::b} is common. */
    private boolean plausible() {
        if (left == 0) {
            return text.digit(start + 2) || groups > 1;
        }
        char first = Ascii.lower(text.at(start));
        boolean assignedBlock = groupLength(start) == LONGEST_GROUP && (first == '2' || first == '3' || first == 'f');
        return assignedBlock || groups >= 3;
    }
}
