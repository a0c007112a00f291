package dev.freehold.audit.ledger.note;

import dev.freehold.audit.ledger.encoding.StrictUtf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures below it.
 *
 * @param text what is signed, with the line feed at its end
 */
public record Note(String text, List<NoteSignature> signatures) {
    /** Nobody needs more, and each costs a verification. */
    public static final int MOST_SIGNATURES = 100;

    private static final String BLANK_LINE = "\n\n";

    public Note {
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a note; says nothing yet about its signatures.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static Note parse(byte[] file) {
        String whole = StrictUtf8.decode(file);
        int split = whole.lastIndexOf(BLANK_LINE);
        if (split < 0) {
            throw new IllegalArgumentException("a note has a blank line before its signatures");
        }
        if (!whole.endsWith("\n") || split + BLANK_LINE.length() == whole.length()) {
            throw new IllegalArgumentException("a note ends with a signature line and a line feed");
        }
        String lines = whole.substring(split + BLANK_LINE.length(), whole.length() - 1);
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines.split("\n", MOST_SIGNATURES + 1)) {
            if (signatures.size() == MOST_SIGNATURES) {
                throw new IllegalArgumentException("a note has at most " + MOST_SIGNATURES + " signatures");
            }
            signatures.add(NoteSignature.parse(line));
        }
        return new Note(whole.substring(0, split + 1), signatures);
    }

    /** The first signature that a known key is said to have made and did not: such a note is worth nothing. */
    public Optional<NoteSignature> wrongSignature(Collection<? extends NoteVerifier> known) {
        return signatures.stream()
                .filter(signature -> known.stream()
                        .anyMatch(key -> isBy(key, signature) && !key.verifies(text, signature.signature())))
                .findFirst();
    }

    /** Tells whether the key signed this text. */
    public boolean signedBy(NoteVerifier key) {
        return signatures.stream()
                .anyMatch(signature -> isBy(key, signature) && key.verifies(text, signature.signature()));
    }

    private static boolean isBy(NoteVerifier key, NoteSignature signature) {
        return key.name().equals(signature.name()) && key.id().equals(signature.id());
    }

    /** The file that {@link #parse} reads. */
    public byte[] bytes() {
        StringBuilder file = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> file.append(signature).append('\n'));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }
}
