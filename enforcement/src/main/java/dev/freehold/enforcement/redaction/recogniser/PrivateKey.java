package dev.freehold.enforcement.redaction.recogniser;

/**
 * A private key in PEM (RFC 7468) or OpenPGP armour. A block whose end is missing is taken as far as its lines look like key
 * material, since half a key is still a leak.
 */
final class PrivateKey implements Recogniser {
    private static final int REACH = 16_384;
    private static final int LONGEST_LABEL = 48;
    private static final int SHORTEST_LINE = 16;
    private static final String DASHES = "-----";
    private static final String BEGIN = DASHES + "BEGIN ";
    private static final String END = DASHES + "END ";

    @Override
    public String type() {
        return "private_key";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public Evidence evidence() {
        return Evidence.MARKER;
    }

    @Override
    public int reach() {
        return REACH;
    }

    @Override
    public boolean opens(Opening opening) {
        return opening.first() == '-' && opening.followedBy("-");
    }

    @Override
    public int end(Folded text, int start) {
        if (text.at(start - 1) == '-' || !text.startsWith(BEGIN, start)) {
            return NO_MATCH;
        }
        int body = endOfLabel(text, start + BEGIN.length());
        if (body == NO_MATCH || !text.compact(start, body).contains("PRIVATEKEY")) {
            return NO_MATCH;
        }
        int limit = Math.min(text.length(), start + REACH - LONGEST_LABEL - END.length() - DASHES.length());
        int i = body;
        while (i < limit && !text.startsWith(DASHES, i)) {
            i++;
        }
        int end = text.startsWith(END, i) ? endOfLabel(text, i + END.length()) : NO_MATCH;
        return end == NO_MATCH ? endOfMaterial(text, body, i) : end;
    }

    private static int endOfLabel(Folded text, int start) {
        for (int i = start; i < start + LONGEST_LABEL; i++) {
            if (text.startsWith(DASHES, i)) {
                return i + DASHES.length();
            }
            if (!Ascii.upperCase(text.at(i)) && !text.digit(i) && text.at(i) != ' ') {
                return NO_MATCH;
            }
        }
        return NO_MATCH;
    }

    private static int endOfMaterial(Folded text, int body, int limit) {
        int end = body;
        int i = body;
        while (i < limit) {
            while (i < limit && separates(text, i)) {
                i += text.lineEscape(i) ? 2 : 1;
            }
            int line = i;
            while (i < limit && material(text.at(i))) {
                i++;
            }
            boolean cutOff = i >= limit;
            if (i - line < SHORTEST_LINE && !(cutOff && i > line)) {
                return end;
            }
            end = i;
        }
        return end;
    }

    private static boolean separates(Folded text, int index) {
        char c = text.at(index);
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || text.lineEscape(index);
    }

    private static boolean material(char c) {
        return Ascii.alphanumeric(c) || c == '+' || c == '/' || c == '=';
    }
}
