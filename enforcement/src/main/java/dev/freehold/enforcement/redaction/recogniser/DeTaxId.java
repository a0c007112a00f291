package dev.freehold.enforcement.redaction.recogniser;

/** A German tax identification number: check digit by ISO 7064 mod 11,10, and among the first ten digits exactly one that comes twice or three times. */
final class DeTaxId implements Recogniser {
    private static final Form FORM = Form.of("###########", "## ### ### ###");
    private static final int CHECKED = 10;

    @Override
    public String type() {
        return "de_tax_id";
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
        if (end == NO_MATCH) {
            return NO_MATCH;
        }
        String digits = text.compact(start, end);
        return digits.charAt(0) != '0' && repeatsOneDigit(digits) && checks(digits) ? end : NO_MATCH;
    }

    private static boolean repeatsOneDigit(String digits) {
        int[] counts = new int[10];
        for (int i = 0; i < CHECKED; i++) {
            counts[digits.charAt(i) - '0']++;
        }
        int repeated = 0;
        for (int count : counts) {
            if (count > 3) {
                return false;
            }
            repeated += count > 1 ? 1 : 0;
        }
        return repeated == 1;
    }

    private static boolean checks(String digits) {
        int product = 10;
        for (int i = 0; i < CHECKED; i++) {
            int sum = (digits.charAt(i) - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int check = (11 - product) % 10;
        return check == digits.charAt(CHECKED) - '0';
    }
}
