package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.enforcement.redaction.recogniser.Folded;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Masks a text that comes in pieces. However it is cut, what comes out is what {@link Scanner#mask(String, Set)} makes of the
 * whole; only that is held back which could still become a finding or the rest of one.
 *
 * <p>What is decided is found out by the recognisers themselves: an attempt that never asked for a character after the text
 * stands, whatever follows. Not thread-safe.
 */
public final class StreamRedactor {
    /**
     * The most that is held back, in UTF-16 units: the longest finding twice, and room for invisible characters, of which a
     * finding may have any number.
     */
    static final int MOST_HELD = 1 << 16;

    /** Up to here all that is held is looked at with each piece; beyond, only once it has grown, so that time stays linear. */
    private static final int LOOKED_AT_EACH_TIME = 256;

    private final Scanner scanner;
    private final Set<String> types;
    /** The end of what was let go, folded: recognisers look back. */
    private String before = "";

    private final StringBuilder held = new StringBuilder();
    /** Where the walk goes on, as an index of {@code before} and {@code held}, folded. */
    private int walked;
    /** Claims on what is held; positions count from its first character. */
    private List<Claim> claims = new ArrayList<>();

    private final List<Finding> findings = new ArrayList<>();
    private int letGo;
    private int nextLook;

    StreamRedactor(Scanner scanner, Set<String> types) {
        this.scanner = scanner;
        this.types = types;
    }

    /**
     * Takes a piece.
     *
     * @return what may leave now; often empty
     * @throws TextUndecided if more is held back than a finding can need; from then on nothing leaves
     */
    public String feed(String piece) {
        refuseIfTooMuch();
        held.append(piece);
        if (held.length() < nextLook) {
            return "";
        }
        String out = advance(false);
        nextLook = held.length() <= LOOKED_AT_EACH_TIME ? 0 : held.length() + held.length() / 4;
        refuseIfTooMuch();
        return out;
    }

    /** The rest, since nothing follows. */
    public String finish() {
        refuseIfTooMuch();
        return advance(true);
    }

    /** What was masked so far; positions are those of the text before masking. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How many UTF-16 units are held back. */
    public int held() {
        return held.length();
    }

    private void refuseIfTooMuch() {
        if (held.length() > MOST_HELD) {
            throw new TextUndecided(held.length());
        }
    }

    private String advance(boolean whole) {
        int usable = whole ? held.length() : lengthOfWholeCharacters();
        String text = held.substring(0, usable);
        Folded folded = Folded.of(before + text);
        int decided = walk(folded, whole);
        Overlaps.Beginning beginning = Overlaps.settleBefore(text, claims, Math.min(decided, usable));
        for (Finding finding : beginning.findings()) {
            findings.add(
                    new Finding(finding.type(), finding.category(), letGo + finding.start(), letGo + finding.end()));
        }
        letGo(folded, beginning.end());
        return Masked.of(text.substring(0, beginning.end()), beginning.findings())
                .text();
    }

    /** Walks on, and tells up to where every claim's start is known. */
    private int walk(Folded folded, boolean whole) {
        int shift = before.length();
        int start = walked;
        if (start < folded.length() && folded.word(start) && !folded.wordStart(start)) {
            // The walk ended inside of a word, and no match begins there.
            start = folded.endOfRun(start);
        }
        List<Claim> found = new ArrayList<>();
        walked = scanner.walk(folded, start, whole, found);
        for (Claim claim : found) {
            if (types.contains(claim.recogniser().type())) {
                claims.add(claim.moved(-shift));
            }
        }
        return walked < folded.length() ? folded.originalStart(walked) - shift : Integer.MAX_VALUE;
    }

    private void letGo(Folded folded, int end) {
        int index = folded.foldedIndex(before.length() + end);
        String kept = folded.slice(Math.max(0, index - Recogniser.LOOK_BACK), index);
        walked += kept.length() - index;
        before = kept;
        held.delete(0, end);
        letGo += end;
        List<Claim> reaching = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim.end() > end) {
                reaching.add(claim.moved(-end));
            }
        }
        claims = reaching;
    }

    /** A piece may end with the first half of a surrogate pair. */
    private int lengthOfWholeCharacters() {
        int length = held.length();
        return length > 0 && Character.isHighSurrogate(held.charAt(length - 1)) ? length - 1 : length;
    }

    /** Text stays out of logs. */
    @Override
    public String toString() {
        return "StreamRedactor[" + held.length() + " characters held]";
    }
}
