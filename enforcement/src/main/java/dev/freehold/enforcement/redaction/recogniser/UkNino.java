package dev.freehold.enforcement.redaction.recogniser;

import java.util.Set;

/** A United Kingdom national insurance number: an issued prefix, six digits and a suffix from A to D. */
final class UkNino implements Recogniser {
    private static final Form FORM = Form.of("AA######A", "AA ## ## ## A", "AA-##-##-##-A", "AA ###### A");
    private static final Set<String> NOT_ISSUED = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

    @Override
    public String type() {
        return "uk_nino";
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
        return FORM.reach();
    }

    @Override
    public boolean opens(Opening opening) {
        return FORM.opens(opening);
    }

    @Override
    public int end(Folded text, int start) {
        if (Ascii.letter(text.at(start + 2))) {
            return NO_MATCH;
        }
        int end = FORM.end(text, start);
        return end != NO_MATCH && issued(text.compact(start, end)) ? end : NO_MATCH;
    }

    private static boolean issued(String number) {
        return "DFIQUV".indexOf(number.charAt(0)) < 0
                && "DFIQUVO".indexOf(number.charAt(1)) < 0
                && !NOT_ISSUED.contains(number.substring(0, 2))
                && number.charAt(8) <= 'D';
    }
}
