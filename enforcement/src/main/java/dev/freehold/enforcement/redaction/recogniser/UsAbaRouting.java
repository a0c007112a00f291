package dev.freehold.enforcement.redaction.recogniser;

/** A routing number of the American Bankers Association: nine digits with weights 3, 7 and 1. One nine-digit number in ten passes, so a word that says what it is must stand before it. */
final class UsAbaRouting implements Recogniser {
    private static final Form FORM = Form.of("#########", "####-####-#");
    private static final Context CONTEXT = Context.of("aba", "routing", "rtn", "transit");
    private static final int[] WEIGHTS = {3, 7, 1};

    @Override
    public String type() {
        return "us_aba_routing";
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
        return end != NO_MATCH && checks(text.compact(start, end)) && CONTEXT.before(text, start) ? end : NO_MATCH;
    }

    private static boolean checks(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += WEIGHTS[i % 3] * (digits.charAt(i) - '0');
        }
        return sum % 10 == 0 && district(Integer.parseInt(digits.substring(0, 2)));
    }

    /** Federal Reserve districts, thrift institutions, electronic transactions, and 80 for traveller's cheques. */
    private static boolean district(int prefix) {
        return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix == 80;
    }
}
