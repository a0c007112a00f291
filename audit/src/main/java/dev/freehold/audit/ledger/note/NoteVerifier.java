package dev.freehold.audit.ledger.note;

/** Port: checks the signatures of one key. */
public interface NoteVerifier {
    String name();

    KeyId id();

    /**
     * @param text the note's text, with the line feed at its end
     * @param signature what follows the key id
     */
    boolean verifies(String text, byte[] signature);
}
