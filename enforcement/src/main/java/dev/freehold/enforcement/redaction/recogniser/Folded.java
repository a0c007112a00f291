package dev.freehold.enforcement.redaction.recogniser;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as recognisers read it: decimal digits of every script are 0 to 9, full-width and mathematical forms are ASCII,
 * every space is a space and every dash a hyphen, and invisible characters are gone. It remembers where each character came
 * from. Letters keep their case.
 */
public final class Folded {
    private static final int FULL_WIDTH_FIRST = 0xFF01;
    private static final int FULL_WIDTH_LAST = 0xFF5E;
    private static final int FULL_WIDTH_SHIFT = 0xFEE0;
    private static final int MATHEMATICAL_FIRST = 0x1D400;
    private static final int MATHEMATICAL_LAST = 0x1D7FF;
    private static final int MINUS_SIGN = 0x2212;
    private static final int INVISIBLE = -1;
    private static final int[] UNMOVED = {};

    private final String original;
    private final char[] chars;
    /** Original index of each character; empty where nothing moved. */
    private final int[] origins;
    /** Whether anybody asked for what comes after the text. */
    private boolean passed;

    private Folded(String original, char[] chars, int[] origins) {
        this.original = original;
        this.chars = chars;
        this.origins = origins;
    }

    public static Folded of(String text) {
        char[] chars = text.toCharArray();
        for (char c : chars) {
            if (c >= 0x80) {
                return folded(text, chars);
            }
        }
        return new Folded(text, chars, UNMOVED);
    }

    private static Folded folded(String text, char[] chars) {
        int[] origins = new int[chars.length];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int folded = point < 0x80 ? point : fold(point);
            int units = Character.charCount(point);
            if (folded != INVISIBLE && Character.isBmpCodePoint(folded)) {
                chars[length] = (char) folded;
                origins[length++] = i;
            } else if (folded != INVISIBLE) {
                chars[length] = Character.highSurrogate(folded);
                origins[length++] = i;
                chars[length] = Character.lowSurrogate(folded);
                origins[length++] = i + 1;
            }
            i += units;
        }
        return new Folded(text, Arrays.copyOf(chars, length), origins);
    }

    private static int fold(int point) {
        if (point >= FULL_WIDTH_FIRST && point <= FULL_WIDTH_LAST) {
            return point - FULL_WIDTH_SHIFT;
        }
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(point, 10);
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.DASH_PUNCTUATION -> '-';
            case Character.FORMAT -> INVISIBLE;
            default -> point == MINUS_SIGN ? '-' : mathematical(point);
        };
    }

    private static int mathematical(int point) {
        if (point < MATHEMATICAL_FIRST || point > MATHEMATICAL_LAST) {
            return point;
        }
        return Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC)
                .codePointAt(0);
    }

    public int length() {
        return chars.length;
    }

    /** The character at an index, or NUL outside the text. */
    public char at(int index) {
        return index >= 0 && index < chars.length ? chars[index] : outside(index);
    }

    private char outside(int index) {
        passed |= index >= chars.length;
        return 0;
    }

    /** Begins to watch whether a character after the text is asked for. */
    public void watchEnd() {
        passed = false;
    }

    /** Whether one was, since the watch began. If not, no answer given meanwhile depends on what follows the text. */
    public boolean passedEnd() {
        return passed;
    }

    /** Whether there is a decimal digit. */
    boolean digit(int index) {
        char c = at(index);
        return c >= '0' && c <= '9';
    }

    /**
     * Whether there is a letter or digit of a script that sets words apart. Ideographs, kana and other letters without case
     * are none: scripts that write without spaces put a number right beside them.
     */
    public boolean word(int index) {
        char c = at(index);
        return c < 0x80 ? Ascii.alphanumeric(c) : cased(c);
    }

    private static boolean cased(char c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER -> true;
            default -> false;
        };
    }

    /** Where the word that begins here ends, or the index after the one character that is here. */
    public int endOfRun(int start) {
        int end = start;
        while (end < chars.length && word(end)) {
            end++;
        }
        return end == start ? start + 1 : end;
    }

    /** Whether a word can begin here: no word character before it, but an escaped line end such as {@code \n} may be. */
    public boolean wordStart(int index) {
        if (word(index - 1)) {
            return lineEscape(index - 2);
        }
        return at(index - 1) != '\\' || !lineEscape(index - 1);
    }

    /** Whether a backslash and one of n, r, t stand here: a line end or tab within an encoded string. */
    public boolean lineEscape(int index) {
        if (at(index) != '\\') {
            return false;
        }
        char next = at(index + 1);
        return next == 'n' || next == 'r' || next == 't';
    }

    /** Whether this is the start of a number that is not the fraction of another. */
    boolean numberStart(int index) {
        return wordStart(index) && !(at(index - 1) == '.' && digit(index - 2));
    }

    boolean startsWith(String prefix, int index) {
        for (int i = 0; i < prefix.length(); i++) {
            if (at(index + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The letters and digits of a span in upper case, without what separates them. */
    String compact(int start, int end) {
        StringBuilder out = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (Ascii.alphanumeric(at(i))) {
                out.append(Ascii.upper(at(i)));
            }
        }
        return out.toString();
    }

    /** The index in the original text of the character at this index. */
    public int originalStart(int index) {
        return origins.length == 0 ? index : origins[index];
    }

    /** The index in the original text after the character before this index. */
    public int originalEnd(int end) {
        if (origins.length == 0) {
            return end;
        }
        int last = origins[end - 1];
        boolean foldedPair = chars[end - 1] < 0x80 && Character.isHighSurrogate(original.charAt(last));
        return last + (foldedPair ? 2 : 1);
    }

    /** The index of the first character that comes from this index of the original text or from a later one. */
    public int foldedIndex(int original) {
        if (origins.length == 0) {
            return original;
        }
        int low = 0;
        int high = chars.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (origins[middle] < original) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Characters as they were folded; to fold them again changes nothing. */
    public String slice(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** Text stays out of logs. */
    @Override
    public String toString() {
        return "Folded[" + chars.length + " characters]";
    }
}
