package dev.freehold.enforcement.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Checks an archive against its one signature: by a trusted key, for this scope, every file and no other, byte for byte. */
final class SignedFiles {
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private SignedFiles() {}

    /**
     * The files of an archive that were signed.
     *
     * @throws BundleRefusedException at the first thing that does not hold
     */
    static SortedMap<String, byte[]> read(byte[] archive, TrustedKeys keys, String scope)
            throws BundleRefusedException {
        SortedMap<String, byte[]> files = new TreeMap<>(BundleArchive.read(archive));
        byte[] signatures = files.remove(SignedBundle.SIGNATURES);
        if (signatures == null) {
            throw new BundleRefusedException(Why.UNSIGNED, "the bundle is not signed");
        }
        JsonNode claims = claims(token(signatures), keys);
        if (!claims.path("scope").asText().equals(scope)) {
            throw new BundleRefusedException(Why.OTHER_SCOPE, "the bundle was signed for another scope than " + scope);
        }
        Map<String, String> hashes = hashes(claims.path("files"));
        if (!hashes.keySet().equals(files.keySet())) {
            throw new BundleRefusedException(Why.ALTERED, "the bundle holds other files than were signed");
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!Digest.of(file.getValue()).hex().equals(hashes.get(file.getKey()))) {
                throw new BundleRefusedException(Why.ALTERED, file.getKey() + " is not the file that was signed");
            }
        }
        return files;
    }

    private static String token(byte[] signatures) throws BundleRefusedException {
        JsonNode document = json(signatures, SignedBundle.SIGNATURES);
        JsonNode tokens = document.path("signatures");
        // As OPA has it: exactly one.
        if (document.size() != 1 || tokens.size() != 1 || !tokens.get(0).isTextual()) {
            throw new BundleRefusedException(Why.UNSIGNED, "the bundle has not exactly one signature");
        }
        return tokens.get(0).textValue();
    }

    private static JsonNode claims(String token, TrustedKeys keys) throws BundleRefusedException {
        JsonWebSignature signature = new JsonWebSignature();
        try {
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(token);
            String id = signature.getKeyIdHeaderValue();
            PublicKey key = id == null ? null : keys.find(id);
            if (key == null) {
                throw new BundleRefusedException(Why.UNKNOWN_KEY, "the bundle was signed by a key that is not trusted");
            }
            signature.setKey(key);
            if (!signature.verifySignature()) {
                throw new BundleRefusedException(Why.BAD_SIGNATURE, "the bundle's signature does not hold");
            }
            return json(signature.getPayload().getBytes(StandardCharsets.UTF_8), "the signature");
        } catch (JoseException e) {
            throw new BundleRefusedException(Why.BAD_SIGNATURE, "the bundle's signature cannot be read", e);
        }
    }

    private static Map<String, String> hashes(JsonNode files) throws BundleRefusedException {
        Map<String, String> hashes = new HashMap<>();
        for (JsonNode file : files) {
            boolean known = "SHA-256".equals(file.path("algorithm").asText());
            if (!known
                    || hashes.put(file.path("name").asText(), file.path("hash").asText()) != null) {
                throw new BundleRefusedException(Why.ALTERED, "the signature names a file twice, or not by SHA-256");
            }
        }
        return hashes;
    }

    static JsonNode json(byte[] text, String name) throws BundleRefusedException {
        try {
            return Json.read(text, JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw new BundleRefusedException(Why.NOT_A_BUNDLE, name + " is no JSON", e);
        }
    }
}
