package dev.freehold.enforcement.redaction.recogniser;

/** Classes of ASCII characters. */
final class Ascii {
    private static final boolean[] ALPHANUMERIC = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            ALPHANUMERIC[c] = letter(c) || digit(c);
        }
    }

    private Ascii() {}

    static boolean alphanumeric(char c) {
        return c < 128 && ALPHANUMERIC[c];
    }

    static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || upperCase(c);
    }

    static boolean upperCase(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean hex(char c) {
        return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** The alphabet of base64url and of most providers' keys. */
    static boolean urlSafe(char c) {
        return alphanumeric(c) || c == '-' || c == '_';
    }

    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c;
    }

    static char lower(char c) {
        return upperCase(c) ? (char) (c + 0x20) : c;
    }
}
