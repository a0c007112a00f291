package dev.freehold.audit.ledger.note;

import dev.freehold.audit.ledger.encoding.CanonicalBase64;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A public key as a line of text: {@code name+id+base64(algorithm, key)}.
 *
 * @param algorithm 1 Ed25519, 4 Ed25519 cosignature, 6 ML-DSA-44 cosignature
 */
public record EncodedKey(String name, byte algorithm, byte[] key) {
    public EncodedKey {
        KeyName.checked(name);
        key = key.clone();
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    public KeyId id() {
        return KeyId.of(name, algorithm, key);
    }

    /**
     * Reads a verifier key.
     *
     * @throws IllegalArgumentException if the line has another form or its id is not that of its key
     */
    public static EncodedKey parse(String line) {
        List<String> parts = List.of(line.split("\\+", 3));
        if (parts.size() != 3) {
            throw new IllegalArgumentException("a verifier key reads name+id+key");
        }
        byte[] encoded = CanonicalBase64.decode(parts.get(2));
        if (encoded.length < 2) {
            throw new IllegalArgumentException("a verifier key has an algorithm and a key");
        }
        EncodedKey key = new EncodedKey(parts.get(0), encoded[0], Arrays.copyOfRange(encoded, 1, encoded.length));
        if (!key.id().toString().equals(parts.get(1))) {
            throw new IllegalArgumentException(
                    "id " + parts.get(1) + " is not that of the key, which is " + key.id() + ": a character is wrong");
        }
        return key;
    }

    /** The line that {@link #parse} reads. */
    @Override
    public String toString() {
        return name + "+" + id() + "+" + base64(algorithm, key);
    }

    static String base64(byte algorithm, byte[] key) {
        byte[] both = new byte[1 + key.length];
        both[0] = algorithm;
        System.arraycopy(key, 0, both, 1, key.length);
        return Base64.getEncoder().encodeToString(both);
    }
}
