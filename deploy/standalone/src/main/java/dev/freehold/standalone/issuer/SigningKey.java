package dev.freehold.standalone.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** A key pair that signs tokens with ES256 (RFC 7518, section 3.4); its text never shows. */
final class SigningKey {
    private static final int COORDINATE_BYTES = 32;
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private final ECPublicKey open;
    private final ECPrivateKey secret;
    private final Instant made;

    private SigningKey(ECPublicKey open, ECPrivateKey secret, Instant made) {
        this.open = open;
        this.secret = secret;
        this.made = made;
    }

    static SigningKey generate(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate(), now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /**
     * Reads what {@link #file()} wrote.
     *
     * @throws IllegalArgumentException if it is no key
     */
    static SigningKey parse(String file) {
        try {
            ObjectNode members = (ObjectNode) Json.MAPPER.readTree(file);
            KeyFactory factory = KeyFactory.getInstance("EC");
            byte[] open = Base64.getDecoder().decode(members.path("public").asText());
            byte[] secret = Base64.getDecoder().decode(members.path("private").asText());
            return new SigningKey(
                    (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(open)),
                    (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(secret)),
                    Instant.parse(members.path("made").asText()));
        } catch (Exception e) {
            // Whatever is wrong with it, its text must not get into a message.
            throw new IllegalArgumentException(
                    "not a signing key: " + e.getClass().getSimpleName());
        }
    }

    /** The secret itself, for the file that keeps it. */
    String file() {
        return Json.MAPPER
                .createObjectNode()
                .put("made", made.toString())
                .put("public", Base64.getEncoder().encodeToString(open.getEncoded()))
                .put("private", Base64.getEncoder().encodeToString(secret.getEncoded()))
                .toPrettyString();
    }

    Instant made() {
        return made;
    }

    /** The key's name: its thumbprint (RFC 7638). */
    String id() {
        return Digest.of(CanonicalJson.bytes(coordinates())).hex().substring(0, 32);
    }

    /** The public half as a JSON Web Key (RFC 7517). */
    ObjectNode jwk() {
        return coordinates().put("kid", id()).put("alg", "ES256").put("use", "sig");
    }

    private ObjectNode coordinates() {
        return Json.MAPPER
                .createObjectNode()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("x", coordinate(open.getW().getAffineX()))
                .put("y", coordinate(open.getW().getAffineY()));
    }

    private static String coordinate(BigInteger value) {
        byte[] whole = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int kept = Math.min(whole.length, COORDINATE_BYTES);
        System.arraycopy(whole, whole.length - kept, fixed, COORDINATE_BYTES - kept, kept);
        return base64(fixed);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A signed token (RFC 7515, compact). */
    String sign(ObjectNode claims) {
        ObjectNode header = Json.MAPPER
                .createObjectNode()
                .put("alg", "ES256")
                .put("typ", "JWT")
                .put("kid", id());
        String text = part(header) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with P-256", e);
        }
    }

    private static String part(ObjectNode node) {
        return base64(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this key signed the text. */
    boolean signed(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(open);
            check.update(text.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
