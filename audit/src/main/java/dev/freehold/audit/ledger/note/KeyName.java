package dev.freehold.audit.ledger.note;

/** The name under which a key signs: a log's origin, or a witness's name. */
public final class KeyName {
    private KeyName() {}

    /**
     * Returns the name if it is one.
     *
     * @throws IllegalArgumentException if it is empty, longer than 255 bytes or has a space, a control character or '+'
     */
    public static String checked(String name) {
        boolean clean = name.chars()
                .noneMatch(c -> c == '+' || c < 0x20 || Character.isWhitespace(c) || Character.isSpaceChar(c));
        if (name.isEmpty() || name.length() > 255 || !clean) {
            throw new IllegalArgumentException("a key name has 1 to 255 characters, no space and no '+'");
        }
        return name;
    }
}
