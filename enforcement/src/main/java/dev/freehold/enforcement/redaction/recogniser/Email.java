package dev.freehold.enforcement.redaction.recogniser;

/**
 * An e-mail address (RFC 5321): a local part of up to 64 characters, and a domain of two labels or more whose last is
 * alphabetic. Cased letters beyond ASCII count in both (RFC 6531).
 */
final class Email implements Recogniser {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_LABEL = 63;

    @Override
    public String type() {
        return "email";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public Evidence evidence() {
        return Evidence.FORMAT;
    }

    @Override
    public int reach() {
        return LONGEST_LOCAL_PART + 1 + LONGEST_DOMAIN + LONGEST_LABEL + 1;
    }

    @Override
    public boolean opens(Opening opening) {
        return opening.length() > 0 && opening.followedBy("@._-+%'");
    }

    @Override
    public int end(Folded text, int start) {
        if (!text.word(start) || continuesLocalPart(text, start)) {
            return NO_MATCH;
        }
        int at = start;
        while (at - start <= LONGEST_LOCAL_PART && localPart(text, at)) {
            at++;
        }
        return text.at(at) == '@' ? endOfDomain(text, at + 1) : NO_MATCH;
    }

    /** Leading dots and dashes, as in a list or a dotted line, are not the address's. */
    private static boolean continuesLocalPart(Folded text, int start) {
        if (!text.wordStart(start)) {
            return true;
        }
        return joins(text.at(start - 1)) && text.word(start - 2) && !text.lineEscape(start - 3);
    }

    private static boolean localPart(Folded text, int index) {
        return text.word(index) || joins(text.at(index));
    }

    private static boolean joins(char c) {
        return switch (c) {
            case '.', '_', '-', '+', '%', '\'' -> true;
            default -> false;
        };
    }

    private static int endOfDomain(Folded text, int start) {
        int end = NO_MATCH;
        int labels = 0;
        for (int i = start; i - start < LONGEST_DOMAIN; i++) {
            int label = i;
            while (i - label < LONGEST_LABEL && (text.word(i) || (text.at(i) == '-' && i > label))) {
                i++;
            }
            if (i == label) {
                return end;
            }
            labels++;
            int topLevel = labels > 1 ? endOfTopLevel(text, label) : NO_MATCH;
            end = topLevel == NO_MATCH ? end : topLevel;
            if (text.at(i) != '.') {
                return end;
            }
        }
        return end;
    }

    /** A hyphen ends it: what follows is the sentence's, save in encoded names of other scripts. */
    private static int endOfTopLevel(Folded text, int start) {
        boolean encoded = text.startsWith("xn--", start);
        int i = start;
        while (i - start < LONGEST_LABEL && (encoded ? Ascii.urlSafe(text.at(i)) : text.word(i) && !text.digit(i))) {
            i++;
        }
        return i - start >= 2 && !text.word(i) ? i : NO_MATCH;
    }
}
