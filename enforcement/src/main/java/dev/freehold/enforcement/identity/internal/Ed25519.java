package dev.freehold.enforcement.identity.internal;

import dev.freehold.contracts.model.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The one kind of key that services have (RFC 8032). */
final class Ed25519 {
    private static final String NAME = "Ed25519";

    private Ed25519() {}

    static KeyPair fresh() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java from 15 on has " + NAME, e);
        }
    }

    /**
     * @throws InvalidKeySpecException if these bytes are no such key, or one of another kind
     */
    static PublicKey publicKey(byte[] der) throws InvalidKeySpecException {
        return factory().generatePublic(new X509EncodedKeySpec(der));
    }

    /**
     * @throws InvalidKeySpecException if these bytes are no such key, or one of another kind
     */
    static PrivateKey privateKey(byte[] der) throws InvalidKeySpecException {
        return factory().generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /** Names a key in tokens: the SHA-256 of its X.509 form, in base 64 for URLs. */
    static String id(PublicKey key) {
        byte[] hash = Digest.sha256().digest(key.getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Whether the two belong together. */
    static boolean pair(PrivateKey secret, PublicKey open) {
        try {
            byte[] probe = {1};
            java.security.Signature signing = java.security.Signature.getInstance(NAME);
            signing.initSign(secret);
            signing.update(probe);
            byte[] signature = signing.sign();
            signing.initVerify(open);
            signing.update(probe);
            return signing.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance(NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java from 15 on has " + NAME, e);
        }
    }
}
