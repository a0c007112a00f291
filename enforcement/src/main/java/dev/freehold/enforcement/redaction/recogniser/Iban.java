package dev.freehold.enforcement.redaction.recogniser;

import java.util.HashMap;
import java.util.Map;

/** An international bank account number (ISO 13616): a country's length, check digits by ISO 7064 mod 97-10. */
final class Iban implements Recogniser {
    private static final String LENGTHS = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18"
            + "DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28"
            + "LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33"
            + "SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";
    private static final Map<String, Integer> LENGTH_BY_COUNTRY = lengths();
    private static final int LONGEST = 34;

    private static Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new HashMap<>();
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            lengths.put(LENGTHS.substring(i, i + 2), Integer.valueOf(LENGTHS.substring(i + 2, i + 4)));
        }
        return lengths;
    }

    @Override
    public String type() {
        return "iban";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public Evidence evidence() {
        return Evidence.CHECKSUM;
    }

    /** A separator after every character at worst, and the character after. */
    @Override
    public int reach() {
        return 2 * LONGEST + 1;
    }

    @Override
    public boolean opens(Opening opening) {
        return Ascii.letter(opening.first()) && opening.word(3, LONGEST);
    }

    @Override
    public int end(Folded text, int start) {
        if (!text.digit(start + 2)
                || !Ascii.letter(text.at(start))
                || !Ascii.letter(text.at(start + 1))
                || !text.wordStart(start)) {
            return NO_MATCH;
        }
        int length = LENGTH_BY_COUNTRY.getOrDefault(text.compact(start, start + 2), 0);
        int end = endOfCharacters(text, start, length);
        if (end == NO_MATCH || text.word(end) || !checks(text.compact(start, end))) {
            return NO_MATCH;
        }
        return end;
    }

    private static int endOfCharacters(Folded text, int start, int wanted) {
        int count = 0;
        int i = start;
        while (count < wanted) {
            char c = text.at(i);
            if (Ascii.alphanumeric(c)) {
                count++;
            } else if ((c != ' ' && c != '-') || !Ascii.alphanumeric(text.at(i + 1))) {
                return NO_MATCH;
            }
            i++;
        }
        return wanted == 0 ? NO_MATCH : i;
    }

    private static boolean checks(String iban) {
        String moved = iban.substring(4) + iban.substring(0, 4);
        int remainder = 0;
        for (int i = 0; i < moved.length(); i++) {
            int value = Character.digit(moved.charAt(i), 36);
            remainder = (value < 10 ? remainder * 10 + value : remainder * 100 + value) % 97;
        }
        return Ascii.digit(iban.charAt(3)) && remainder == 1;
    }
}
