package dev.freehold.audit.ledger.note;

import dev.freehold.audit.ledger.encoding.CanonicalBase64;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * One signature line of a note.
 *
 * @param signature what follows the key id, in the form of the key's algorithm
 */
public record NoteSignature(String name, KeyId id, byte[] signature) {
    private static final String MARK = "\u2014 ";

    public NoteSignature {
        KeyName.checked(name);
        signature = signature.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    static NoteSignature parse(String line) {
        if (!line.startsWith(MARK)) {
            throw new IllegalArgumentException("a signature line begins with a dash (U+2014) and a space");
        }
        List<String> parts = List.of(line.substring(MARK.length()).split(" ", -1));
        if (parts.size() != 2) {
            throw new IllegalArgumentException("a signature line reads dash, name, signature");
        }
        byte[] encoded = CanonicalBase64.decode(parts.get(1));
        if (encoded.length < 5) {
            throw new IllegalArgumentException("a signature has a key id and at least one byte");
        }
        return new NoteSignature(parts.get(0), KeyId.first(encoded), Arrays.copyOfRange(encoded, 4, encoded.length));
    }

    /** The line, without its line feed. */
    @Override
    public String toString() {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(id.bytes());
        encoded.writeBytes(signature);
        return MARK + name + " " + Base64.getEncoder().encodeToString(encoded.toByteArray());
    }
}
