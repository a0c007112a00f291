package dev.freehold.enforcement.redaction.recogniser;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A JSON Web Token (RFC 7519), signed (three parts) or encrypted (five), whose header names an algorithm. One that is longer
 * than the reach is claimed as far as the reach goes.
 */
final class Jwt implements Recogniser {
    private static final int REACH = 16_384;
    private static final int LONGEST_HEADER = 4_096;
    private static final int MOST_PARTS = 5;
    private static final int FEWEST_PARTS = 3;
    private static final String OPENING = "eyJ";

    @Override
    public String type() {
        return "jwt";
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
        return opening.first() == 'e' && opening.word(OPENING.length(), Opening.LONG) && opening.followedBy(".-_");
    }

    @Override
    public int end(Folded text, int start) {
        if (!text.startsWith(OPENING, start) || !text.wordStart(start) || Ascii.urlSafe(text.at(start - 1))) {
            return NO_MATCH;
        }
        int header = endOfPart(text, start, start + LONGEST_HEADER);
        if (text.at(header) != '.' || !namesAlgorithm(text, start, header)) {
            return NO_MATCH;
        }
        int limit = start + REACH - 1;
        int parts = 1;
        int end = header;
        while (parts < MOST_PARTS && end < limit && text.at(end) == '.') {
            end = endOfPart(text, end + 1, limit);
            parts++;
        }
        boolean hasPayload = Ascii.urlSafe(text.at(header + 1)) || text.at(header + 1) == '.';
        return hasPayload && (parts >= FEWEST_PARTS || end >= limit) ? end : NO_MATCH;
    }

    private static int endOfPart(Folded text, int start, int limit) {
        int i = start;
        while (i < limit && Ascii.urlSafe(text.at(i))) {
            i++;
        }
        return i;
    }

    /** RFC 7515, section 4.1.1: every header has it. Four characters are three bytes; a rest is let go. */
    private static boolean namesAlgorithm(Folded text, int start, int end) {
        StringBuilder encoded = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            encoded.append(text.at(i));
        }
        encoded.setLength(encoded.length() % 4 == 1 ? encoded.length() - 1 : encoded.length());
        byte[] header = Base64.getUrlDecoder().decode(encoded.toString());
        return new String(header, StandardCharsets.ISO_8859_1).contains("\"alg\"");
    }
}
