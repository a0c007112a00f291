package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.enforcement.redaction.recogniser.Folded;
import dev.freehold.enforcement.redaction.recogniser.Opening;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import dev.freehold.enforcement.redaction.recogniser.Recognisers;
import java.util.ArrayList;
import java.util.List;
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
    /** What a word may open whose end is not known yet: opening only saves time, so trying all finds the same. */
    private final Recogniser[] all;
    /** By first character, the letters beyond ASCII sharing the last place; then by the word's length and what follows it. */
    private final Recogniser[][][][] opening = new Recogniser[ASCII + 1][Opening.LONG + 1][Opening.AFTER.length()][];

    private final int reach;

    private Scanner(List<Recogniser> recognisers) {
        this.recognisers = List.copyOf(recognisers);
        this.all = recognisers.toArray(Recogniser[]::new);
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
        return Masked.of(text, scan(text));
    }

    /**
     * Masks the findings of some types; the others are neither masked nor do they take a span from a masked type.
     *
     * @param types such as {@code email}; unknown ones are refused, since a misspelt type would leave data in clear
     */
    public Masked mask(String text, Set<String> types) {
        Set<String> wanted = known(types);
        List<Claim> claims = claims(text).stream()
                .filter(claim -> wanted.contains(claim.recogniser().type()))
                .toList();
        return Masked.of(text, Overlaps.settle(text, claims));
    }

    private Set<String> known(Set<String> types) {
        Set<String> known = types();
        for (String type : types) {
            if (!known.contains(type)) {
                throw new IllegalArgumentException("no recogniser of type " + type + "; there are " + known);
            }
        }
        return Set.copyOf(types);
    }

    /** The types that this scanner knows, sorted. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        recognisers.forEach(recogniser -> types.add(recogniser.type()));
        return types;
    }

    /** The types whose category is one of these, such as {@code PII}; sorted. */
    public Set<String> types(Set<String> categories) {
        Set<String> types = new TreeSet<>();
        recognisers.stream()
                .filter(recogniser -> categories.contains(recogniser.category().name()))
                .forEach(recogniser -> types.add(recogniser.type()));
        return types;
    }

    /** The furthest that any recogniser looks ahead from the start of a finding, in characters. */
    public int reach() {
        return reach;
    }

    /** A redactor for a text that comes in pieces; it masks what {@link #mask(String, Set)} would. */
    public StreamRedactor stream(Set<String> types) {
        return new StreamRedactor(this, known(types));
    }

    List<Claim> claims(String text) {
        List<Claim> claims = new ArrayList<>();
        walk(Folded.of(text), 0, true, claims);
        return claims;
    }

    /**
     * Tries every word from one place on, in order.
     *
     * @param start where a word, or what stands between words, begins
     * @param whole whether nothing follows the text; otherwise the walk ends at the first place where what follows could
     *     change an answer
     * @param claims takes what is claimed at the places passed
     * @return the first place that was not passed; the text's length where all were
     */
    int walk(Folded text, int start, boolean whole, List<Claim> claims) {
        int at = start;
        while (at < text.length()) {
            int after = text.endOfRun(at);
            int before = claims.size();
            text.watchEnd();
            claimsAt(text, at, opened(text, at, after, whole), claims);
            int next = text.lineEscape(at) ? at + 2 : after;
            if (!whole && text.passedEnd()) {
                claims.subList(before, claims.size()).clear();
                return at;
            }
            at = next;
        }
        return at;
    }

    private Recogniser[] opened(Folded text, int start, int after, boolean whole) {
        char first = text.at(start);
        boolean word = text.word(start);
        if (first >= ASCII && !word) {
            return NONE;
        }
        if (!whole && after == text.length()) {
            return all;
        }
        int length = word ? Math.min(after - start, Opening.LONG) : 0;
        return opening[Math.min(first, ASCII)][length][Opening.after(text.at(after))];
    }

    private static void claimsAt(Folded folded, int start, Recogniser[] opened, List<Claim> claims) {
        for (Recogniser recogniser : opened) {
            int end = recogniser.end(folded, start);
            if (end != Recogniser.NO_MATCH) {
                claims.add(new Claim(recogniser, folded.originalStart(start), folded.originalEnd(end)));
            }
        }
    }

    private static final class Standard {
        static final Scanner SCANNER = new Scanner(Recognisers.standard());
    }
}
