package dev.freehold.audit.ledger.note;

import dev.freehold.audit.ledger.encoding.CanonicalBase64;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs notes with an Ed25519 key. */
public final class NoteSigner {
    private static final String MARK = "PRIVATE+KEY+";
    private final EncodedKey publicKey;
    private final byte[] seed;

    private NoteSigner(String name, byte[] seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.publicKey = new EncodedKey(name, Ed25519Verifier.ALGORITHM, point);
        this.seed = seed.clone();
    }

    /** Makes a new key. */
    public static NoteSigner generate(String name, SecureRandom random) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new NoteSigner(KeyName.checked(name), seed);
    }

    /**
     * Reads {@code PRIVATE+KEY+name+id+base64(1, seed)}.
     *
     * @throws IllegalArgumentException if the text has another form; the message never shows it
     */
    public static NoteSigner parse(String text) {
        if (!text.startsWith(MARK)) {
            throw new IllegalArgumentException("a signer key begins with " + MARK);
        }
        List<String> parts = List.of(text.substring(MARK.length()).split("\\+", 3));
        if (parts.size() != 3) {
            throw new IllegalArgumentException("a signer key reads " + MARK + "name+id+key");
        }
        byte[] encoded = CanonicalBase64.decode(parts.get(2));
        if (encoded.length != 1 + Ed25519.SECRET_KEY_SIZE || encoded[0] != Ed25519Verifier.ALGORITHM) {
            throw new IllegalArgumentException("a signer key holds algorithm 1 and a seed of 32 bytes");
        }
        NoteSigner signer = new NoteSigner(parts.get(0), Arrays.copyOfRange(encoded, 1, encoded.length));
        if (!signer.publicKey.id().toString().equals(parts.get(1))) {
            throw new IllegalArgumentException("the id of the signer key is not that of its seed");
        }
        return signer;
    }

    /** The secret text that {@link #parse} reads, for the file that keeps it. */
    public String reveal() {
        return MARK + publicKey.name() + "+" + publicKey.id() + "+"
                + EncodedKey.base64(Ed25519Verifier.ALGORITHM, seed);
    }

    public EncodedKey publicKey() {
        return publicKey;
    }

    /**
     * Signs a text.
     *
     * @param text ends with a line feed
     * @return the whole note: text, blank line and signature line
     */
    public Note sign(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return new Note(text, List.of(new NoteSignature(publicKey.name(), publicKey.id(), signature)));
    }

    @Override
    public String toString() {
        return "NoteSigner[" + publicKey + "]";
    }
}
