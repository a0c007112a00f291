package dev.freehold.enforcement.redaction.recogniser;

/** An Italian codice fiscale: sixteen characters whose last is a check character; digits may be letters where two people would have had the same code. */
final class ItCodiceFiscale implements Recogniser {
    private static final Form FORM = Form.of("AAAAAA**A**A***A", "AAA AAA **A** A***A");
    private static final String MONTHS = "ABCDEHLMPRST";
    private static final String DIGITS_AS_LETTERS = "LMNPQRSTUV";
    private static final int[] DIGIT_PLACES = {6, 7, 9, 10, 12, 13, 14};
    /** Values of A to Z, and of 0 to 9 as A to J, at odd places (decree of 23 December 1976). */
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    @Override
    public String type() {
        return "it_codice_fiscale";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public Evidence evidence() {
        return Evidence.CHECKSUM;
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
        if (!Ascii.letter(text.at(start + 1)) || !Ascii.letter(text.at(start + 2))) {
            return NO_MATCH;
        }
        int end = FORM.end(text, start);
        return end != NO_MATCH && checks(text.compact(start, end)) ? end : NO_MATCH;
    }

    private static boolean checks(String code) {
        if (MONTHS.indexOf(code.charAt(8)) < 0) {
            return false;
        }
        for (int place : DIGIT_PLACES) {
            char c = code.charAt(place);
            if (!Ascii.digit(c) && DIGITS_AS_LETTERS.indexOf(c) < 0) {
                return false;
            }
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = code.charAt(i);
            int value = Ascii.digit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return 'A' + sum % 26 == code.charAt(15);
    }
}
