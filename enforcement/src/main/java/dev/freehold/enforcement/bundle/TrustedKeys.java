package dev.freehold.enforcement.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The public keys whose bundles are taken here, by their thumbprints (RFC 7638). */
public final class TrustedKeys {
    private static final int LONGEST_FILE = 64 << 10;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END PUBLIC KEY-----");

    private final Map<String, PublicKey> keys;

    private TrustedKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a file of public keys in PEM, one below the other; a second one is there while a key is replaced.
     *
     * @throws IOException if the file cannot be read or holds no RSA or P-256 key
     */
    public static TrustedKeys read(Path file) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + " is longer than " + LONGEST_FILE + " bytes");
        }
        Map<String, PublicKey> keys = new HashMap<>();
        Matcher blocks = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        while (blocks.find()) {
            PublicKey key = key(Base64.getMimeDecoder().decode(blocks.group(1)), file);
            keys.put(id(key), key);
        }
        if (keys.isEmpty()) {
            throw new IOException(file + " holds no public key in PEM: name the file that the policy service writes");
        }
        return new TrustedKeys(keys);
    }

    public static TrustedKeys of(PublicKey key) {
        return new TrustedKeys(Map.of(id(key), key));
    }

    private static PublicKey key(byte[] encoded, Path file) throws IOException {
        for (String algorithm : new String[] {"EC", "RSA"}) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
                id(key);
                return key;
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // Not of this kind; the next is tried.
            }
        }
        throw new IOException(file + " holds a key that is neither RSA nor P-256");
    }

    /** The name of a key: its thumbprint (RFC 7638). */
    public static String id(PublicKey key) {
        return jwk(key).calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** The key as a JSON Web Key, without more than it needs. */
    static PublicJsonWebKey jwk(PublicKey key) {
        try {
            return (PublicJsonWebKey) JsonWebKey.Factory.newJwk(key);
        } catch (JoseException e) {
            throw new IllegalArgumentException("no JSON Web Key for this key", e);
        }
    }

    @Nullable
    PublicKey find(String id) {
        return keys.get(id);
    }
}
