package dev.freehold.enforcement.redaction.recogniser;

/**
 * How a match can begin: what the scanner's table is made of.
 *
 * @param first its first character: ASCII, or one cased letter that stands for all others
 * @param length of the word that it begins, in characters, {@link #LONG} standing for that and more; 0 where {@code first} is no
 *     letter or digit
 * @param after the character after that word, or after {@code first}: one of {@link #AFTER}, where 0 stands for every digit, a
 *     for every letter and NUL for the end of the text and all the rest
 */
public record Opening(char first, int length, char after) {
    public static final int LONG = 17;
    public static final String AFTER = "\0 -.@:)_+%'/0a";

    private static final byte[] PLACES = places();

    private static byte[] places() {
        byte[] places = new byte[128];
        for (char c = 0; c < 128; c++) {
            char standIn = Ascii.digit(c) ? '0' : Ascii.letter(c) ? 'a' : c;
            places[c] = (byte) Math.max(0, AFTER.indexOf(standIn));
        }
        return places;
    }

    /** The place in {@link #AFTER} of what stands for a character. */
    public static int after(char c) {
        return c < PLACES.length ? PLACES[c] : 0;
    }

    boolean word(int shortest, int longest) {
        return length >= Math.min(shortest, LONG) && length <= longest;
    }

    boolean followedBy(String oneOf) {
        return oneOf.indexOf(after) >= 0;
    }
}
