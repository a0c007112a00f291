package dev.freehold.enforcement.redaction.recogniser;

/**
 * A telephone number: international with a plus sign (ITU-T E.164), North American or French grouping, a trunk zero with
 * groups, or a plain run of digits near a word that says so.
 */
final class Phone implements Recogniser {
    private static final Form GROUPED = Form.of(
            "###-###-####",
            "(###) ###-####",
            "(###)###-####",
            "### ### ####",
            "###.###.####",
            "1-###-###-####",
            "1 ### ### ####",
            "1 (###) ###-####",
            "## ## ## ## ##",
            "##.##.##.##.##");
    private static final Form PLAIN = Form.of("##########", "###########");
    private static final Context CONTEXT = Context.of(
            "phone",
            "telephone",
            "telefon",
            "tel",
            "mobile",
            "mobil",
            "handy",
            "cell",
            "fax",
            "call",
            "whatsapp",
            "sms");
    /** E.164 allows 15 digits; at most two separators stand between two of them. */
    private static final int REACH = 48;

    @Override
    public String type() {
        return "phone";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public Evidence evidence() {
        return Evidence.SHAPE;
    }

    @Override
    public int reach() {
        return REACH;
    }

    @Override
    public boolean opens(Opening opening) {
        return opening.length() == 0
                ? (opening.first() == '+' || opening.first() == '(') && opening.followedBy("0")
                : TrunkNumber.opens(opening) || GROUPED.opens(opening) || PLAIN.opens(opening);
    }

    @Override
    public int end(Folded text, int start) {
        if (text.at(start) == '+') {
            return InternationalNumber.end(text, start);
        }
        if (!text.digit(start) && text.at(start) != '(') {
            return NO_MATCH;
        }
        int grouped = GROUPED.end(text, start);
        if (grouped != NO_MATCH && plausible(text.compact(start, grouped))) {
            return grouped;
        }
        int trunk = TrunkNumber.end(text, start);
        if (trunk != NO_MATCH) {
            return trunk;
        }
        int plain = PLAIN.end(text, start);
        return plain != NO_MATCH && CONTEXT.before(text, start) ? plain : NO_MATCH;
    }

    /** French numbers begin with 0; American area codes and exchanges with 2 to 9. */
    private static boolean plausible(String digits) {
        if (digits.charAt(0) == '0') {
            return digits.length() == 10 && digits.charAt(1) != '0';
        }
        String american = digits.length() == 11 ? digits.substring(1) : digits;
        return american.charAt(0) >= '2' && american.charAt(3) >= '2';
    }
}
