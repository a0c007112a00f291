package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.enforcement.redaction.recogniser.Folded;
import dev.freehold.enforcement.redaction.recogniser.Opening;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import dev.freehold.enforcement.redaction.recogniser.Recognisers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what a set of recognisers claims in a text, in one pass over its words: a table says which recognisers a word can
 * open, by its first character, its length and what follows it; each looks ahead no further than its reach. Immutable and thread-safe.
 */
public final class Scanner {
    private static final Recogniser[] NONE = {};
    private static final int ASCII = 128;
    private static final char SAMPLE_LETTER = '\u00e9';

    private final List<Recogniser> recognisers;
    /** By first character, the letters beyond ASCII sharing the last place; then by the word's length and what follows it. */
    private final Recogniser[][][][] opening = new Recogniser[ASCII + 1][Opening.LONG + 1][Opening.AFTER.length()][];

    private final int reach;

    private Scanner(List<Recogniser> recognisers) {
        this.recognisers = List.copyOf(recognisers);
        this.reach = recognisers.stream().mapToInt(Recogniser::reach).max().orElse(0);
        for (char c = 0; c <= ASCII; c++) {
            char first = c == ASCII ? SAMPLE_LETTER : c;
            for (int length = 0; length <= Opening.LONG; length++) {
                for (int after = 0; after < Opening.AFTER.length(); after++) {
                    this.opening[c][length][after] = openedBy(new Opening(first, length, Opening.AFTER.charAt(after)));
                }
            }
        }
    }

    private Recogniser[] openedBy(Opening beginning) {
        Recogniser[] opened = recognisers.stream()
                .filter(recogniser -> recogniser.opens(beginning))
                .toArray(Recogniser[]::new);
        return opened.length == 0 ? NONE : opened;
    }

    /** The scanner with every recogniser that the house has. */
    public static Scanner standard() {
        return Standard.SCANNER;
    }

    static Scanner of(List<Recogniser> recognisers) {
        return new Scanner(recognisers);
    }

    /** All findings, sorted by position, none overlapping another. */
    public List<Finding> scan(String text) {
        return Overlaps.settle(text, claims(text));
    }

    /** Masks every finding. */
    public Masked mask(String text) {
        return masked(text, scan(text));
    }

    /**
     * Masks the findings of some types; the others are neither masked nor do they take a span from a masked type.
     *
     * @param types such as {@code email}; unknown ones are refused, since a misspelt type would leave data in clear
     */
    public Masked mask(String text, Set<String> types) {
        Set<String> known = types();
        for (String type : types) {
            if (!known.contains(type)) {
                throw new IllegalArgumentException("no recogniser of type " + type + "; there are " + known);
            }
        }
        List<Claim> wanted = claims(text).stream()
                .filter(claim -> types.contains(claim.recogniser().type()))
                .toList();
        return masked(text, Overlaps.settle(text, wanted));
    }

    /** The types that this scanner knows, sorted. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        recognisers.forEach(recogniser -> types.add(recogniser.type()));
        return types;
    }

    /** The furthest that any recogniser looks ahead from the start of a finding, in characters. */
    public int reach() {
        return reach;
    }

    List<Claim> claims(String text) {
        List<Claim> claims = new ArrayList<>();
        Folded folded = Folded.of(text);
        int start = 0;
        while (start < folded.length()) {
            char first = folded.at(start);
            boolean word = folded.word(start);
            int after = folded.endOfRun(start);
            if (first < ASCII || word) {
                int length = word ? Math.min(after - start, Opening.LONG) : 0;
                Recogniser[] opened = opening[Math.min(first, ASCII)][length][Opening.after(folded.at(after))];
                claimsAt(folded, start, opened, claims);
            }
            start = folded.lineEscape(start) ? start + 2 : after;
        }
        return claims;
    }

    private static void claimsAt(Folded folded, int start, Recogniser[] opened, List<Claim> claims) {
        for (Recogniser recogniser : opened) {
            int end = recogniser.end(folded, start);
            if (end != Recogniser.NO_MATCH) {
                claims.add(new Claim(recogniser, folded.originalStart(start), folded.originalEnd(end)));
            }
        }
    }

    private static Masked masked(String text, List<Finding> findings) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : findings) {
            out.append(text, from, finding.start())
                    .append('[')
                    .append(finding.type().toUpperCase(Locale.ROOT))
                    .append(']');
            from = finding.end();
        }
        return new Masked(out.append(text, from, text.length()).toString(), findings);
    }

    private static final class Standard {
        static final Scanner SCANNER = new Scanner(Recognisers.standard());
    }
}
