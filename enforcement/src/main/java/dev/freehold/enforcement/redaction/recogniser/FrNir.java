package dev.freehold.enforcement.redaction.recogniser;

/** A French social security number (NIR): sex, year, month, place, order and a key of 97 less the remainder by 97. */
final class FrNir implements Recogniser {
    private static final Form FORM = Form.of("######*########", "# ## ## #* ### ### ##");
    private static final int NUMBER_LENGTH = 13;

    @Override
    public String type() {
        return "fr_nir";
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
        int end = FORM.end(text, start);
        return end != NO_MATCH && checks(text.compact(start, end)) ? end : NO_MATCH;
    }

    private static boolean checks(String nir) {
        String corsicaAsDigits = nir.replace("2A", "19").replace("2B", "18");
        for (int i = 0; i < corsicaAsDigits.length(); i++) {
            if (!Ascii.digit(corsicaAsDigits.charAt(i))) {
                return false;
            }
        }
        long number = Long.parseLong(corsicaAsDigits.substring(0, NUMBER_LENGTH));
        int key = Integer.parseInt(corsicaAsDigits.substring(NUMBER_LENGTH));
        return "123478".indexOf(nir.charAt(0)) >= 0
                && month(Integer.parseInt(nir.substring(3, 5)))
                && key == 97 - number % 97;
    }

    /** Months beyond 12 stand for births whose month is not known (INSEE). */
    private static boolean month(int month) {
        return (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
    }
}
