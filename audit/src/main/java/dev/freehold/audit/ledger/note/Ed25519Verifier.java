package dev.freehold.audit.ledger.note;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Checks plain Ed25519 signatures over the note's text: algorithm 1. */
public final class Ed25519Verifier implements NoteVerifier {
    public static final byte ALGORITHM = 1;
    private final EncodedKey key;

    /**
     * @throws IllegalArgumentException if it is not an Ed25519 key
     */
    public Ed25519Verifier(EncodedKey key) {
        if (key.algorithm() != ALGORITHM) {
            throw new IllegalArgumentException("algorithm " + key.algorithm() + " is not Ed25519");
        }
        checkPoint(key.key());
        this.key = key;
    }

    @Override
    public String name() {
        return key.name();
    }

    @Override
    public KeyId id() {
        return key.id();
    }

    @Override
    public boolean verifies(String text, byte[] signature) {
        return verifies(key.key(), text.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** Checks a bare Ed25519 signature. */
    public static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    /**
     * Refuses what is no point of the curve, and the few points with which one signature fits every message.
     *
     * @throws IllegalArgumentException if it is no usable public key
     */
    public static void checkPoint(byte[] publicKey) {
        if (publicKey.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
            throw new IllegalArgumentException("not an Ed25519 public key");
        }
    }
}
