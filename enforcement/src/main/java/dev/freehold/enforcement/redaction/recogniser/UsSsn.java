package dev.freehold.enforcement.redaction.recogniser;

/** A United States social security number: area, group and serial that are issued; without separators only near a word that says so. */
final class UsSsn implements Recogniser {
    private static final Form GROUPED = Form.of("###-##-####", "### ## ####");
    private static final Form PLAIN = Form.of("#########");
    private static final Context CONTEXT = Context.of("ssn", "social", "ss");

    @Override
    public String type() {
        return "us_ssn";
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
        return GROUPED.reach();
    }

    @Override
    public boolean opens(Opening opening) {
        return GROUPED.opens(opening) || PLAIN.opens(opening);
    }

    @Override
    public int end(Folded text, int start) {
        int end = GROUPED.end(text, start);
        if (end == NO_MATCH) {
            end = PLAIN.end(text, start);
            if (end == NO_MATCH || !CONTEXT.before(text, start)) {
                return NO_MATCH;
            }
        }
        return issued(text.compact(start, end)) ? end : NO_MATCH;
    }

    private static boolean issued(String number) {
        String area = number.substring(0, 3);
        boolean areaIssued = !area.equals("000") && !area.equals("666") && area.charAt(0) != '9';
        return areaIssued && !number.startsWith("00", 3) && !number.endsWith("0000");
    }
}
