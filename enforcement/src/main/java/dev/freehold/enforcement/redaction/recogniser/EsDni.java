package dev.freehold.enforcement.redaction.recogniser;

/** A Spanish identity number: eight digits (DNI), or X, Y or Z and seven digits (NIE), with the letter of the remainder by 23. */
final class EsDni implements Recogniser {
    private static final Form DNI = Form.of("########A", "########-A", "##.###.###-A", "##.###.###A");
    private static final Form NIE = Form.of("A#######A", "A-#######-A", "A#######-A");
    private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String FOREIGN = "XYZ";

    @Override
    public String type() {
        return "es_dni";
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
        return DNI.reach();
    }

    @Override
    public boolean opens(Opening opening) {
        return DNI.opens(opening) || NIE.opens(opening);
    }

    @Override
    public int end(Folded text, int start) {
        boolean foreign = FOREIGN.indexOf(Ascii.upper(text.at(start))) >= 0;
        int end = foreign ? NIE.end(text, start) : DNI.end(text, start);
        return end != NO_MATCH && checks(text.compact(start, end)) ? end : NO_MATCH;
    }

    private static boolean checks(String id) {
        int foreign = FOREIGN.indexOf(id.charAt(0));
        String digits = (foreign < 0 ? id.substring(0, 1) : String.valueOf(foreign)) + id.substring(1, 8);
        return LETTERS.charAt(Integer.parseInt(digits) % 23) == id.charAt(8);
    }
}
