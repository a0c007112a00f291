package dev.freehold.enforcement.redaction.recogniser;

import java.util.ArrayList;
import java.util.List;

/** A key that a provider marks by a prefix of its own, so that it can be found; ours begin with {@code fh_}. */
final class ProviderApiKey implements Recogniser {
    private static final int LONGEST = 256;
    private static final List<Issued> ISSUED = List.of(
            new Issued("fh_", Alphabet.URL_SAFE, 16, LONGEST),
            new Issued("sk-", Alphabet.URL_SAFE, 20, LONGEST),
            new Issued("sk_live_", Alphabet.ALPHANUMERIC, 16, LONGEST),
            new Issued("sk_test_", Alphabet.ALPHANUMERIC, 16, LONGEST),
            new Issued("rk_live_", Alphabet.ALPHANUMERIC, 16, LONGEST),
            new Issued("rk_test_", Alphabet.ALPHANUMERIC, 16, LONGEST),
            new Issued("whsec_", Alphabet.URL_SAFE, 24, LONGEST),
            new Issued("AKIA", Alphabet.UPPER_CASE, 16, 16),
            new Issued("ASIA", Alphabet.UPPER_CASE, 16, 16),
            new Issued("AIza", Alphabet.URL_SAFE, 35, 35),
            new Issued("ya29.", Alphabet.URL_SAFE, 20, LONGEST),
            new Issued("ghp_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("gho_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("ghu_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("ghs_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("ghr_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("github_pat_", Alphabet.URL_SAFE, 22, LONGEST),
            new Issued("glpat-", Alphabet.URL_SAFE, 20, LONGEST),
            new Issued("xoxa-", Alphabet.URL_SAFE, 10, LONGEST),
            new Issued("xoxb-", Alphabet.URL_SAFE, 10, LONGEST),
            new Issued("xoxp-", Alphabet.URL_SAFE, 10, LONGEST),
            new Issued("xoxr-", Alphabet.URL_SAFE, 10, LONGEST),
            new Issued("xoxs-", Alphabet.URL_SAFE, 10, LONGEST),
            new Issued("xapp-", Alphabet.URL_SAFE, 10, LONGEST),
            new Issued("hf_", Alphabet.ALPHANUMERIC, 30, LONGEST),
            new Issued("npm_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("pypi-AgEIcHlwaS5vcmc", Alphabet.URL_SAFE, 50, LONGEST),
            new Issued("SG.", Alphabet.DOTTED, 60, LONGEST),
            new Issued("hvs.", Alphabet.URL_SAFE, 24, LONGEST),
            new Issued("gsk_", Alphabet.ALPHANUMERIC, 40, LONGEST),
            new Issued("xai-", Alphabet.URL_SAFE, 40, LONGEST),
            new Issued("nvapi-", Alphabet.URL_SAFE, 40, LONGEST),
            new Issued("r8_", Alphabet.ALPHANUMERIC, 36, LONGEST),
            new Issued("dapi", Alphabet.HEX, 32, 32),
            new Issued("dop_v1_", Alphabet.HEX, 64, 64),
            new Issued("shpat_", Alphabet.HEX, 32, 32),
            new Issued("AGE-SECRET-KEY-1", Alphabet.UPPER_CASE, 58, 58));
    private static final Issued[][] BY_FIRST = byFirst();

    private static Issued[][] byFirst() {
        Issued[][] table = new Issued[128][];
        for (char c = 0; c < 128; c++) {
            List<Issued> issued = new ArrayList<>();
            for (Issued candidate : ISSUED) {
                if (candidate.prefix.charAt(0) == c) {
                    issued.add(candidate);
                }
            }
            table[c] = issued.toArray(Issued[]::new);
        }
        return table;
    }

    @Override
    public String type() {
        return "provider_api_key";
    }

    @Override
    public Category category() {
        return Category.SECRET;
    }

    @Override
    public Evidence evidence() {
        return Evidence.MARKER;
    }

    /** The longest prefix, the longest key and the character after. */
    @Override
    public int reach() {
        return ISSUED.stream().mapToInt(issued -> issued.prefix.length()).max().orElse(0) + LONGEST + 1;
    }

    @Override
    public boolean opens(Opening opening) {
        return ISSUED.stream().anyMatch(issued -> issued.opens(opening));
    }

    @Override
    public int end(Folded text, int start) {
        if (text.at(start) >= 128 || !text.wordStart(start)) {
            return NO_MATCH;
        }
        for (Issued issued : BY_FIRST[text.at(start)]) {
            if (text.startsWith(issued.prefix, start)) {
                int end = issued.end(text, start + issued.prefix.length());
                if (end != NO_MATCH) {
                    return end;
                }
            }
        }
        return NO_MATCH;
    }

    private enum Alphabet {
        ALPHANUMERIC,
        UPPER_CASE,
        HEX,
        URL_SAFE,
        DOTTED;

        boolean has(char c) {
            return switch (this) {
                case ALPHANUMERIC -> Ascii.alphanumeric(c);
                case UPPER_CASE -> Ascii.upperCase(c) || Ascii.digit(c);
                case HEX -> Ascii.hex(c);
                case URL_SAFE -> Ascii.urlSafe(c);
                case DOTTED -> Ascii.urlSafe(c) || c == '.';
            };
        }
    }

    /**
     * @param shortest fewest characters after the prefix
     */
    private record Issued(String prefix, Alphabet alphabet, int shortest, int longest) {
        boolean opens(Opening opening) {
            int mark = 0;
            while (mark < prefix.length() && Ascii.alphanumeric(prefix.charAt(mark))) {
                mark++;
            }
            boolean fits = mark == prefix.length()
                    ? opening.word(mark, Opening.LONG)
                    : opening.word(mark, mark) && opening.after() == prefix.charAt(mark);
            return fits && opening.first() == prefix.charAt(0);
        }

        int end(Folded text, int start) {
            int i = start;
            boolean random = false;
            while (i - start < longest && alphabet.has(text.at(i))) {
                random |= text.digit(i) || Ascii.upperCase(text.at(i));
                i++;
            }
            // Names in programs may begin alike; keys drawn at random have a digit or a capital letter.
            boolean endsHere = shortest < longest || !text.word(i);
            return random && endsHere && i - start >= shortest ? i : NO_MATCH;
        }
    }
}
