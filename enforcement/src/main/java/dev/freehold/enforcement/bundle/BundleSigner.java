package dev.freehold.enforcement.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Packs files into an archive and signs each of them: ES256 with a P-256 key, RS256 with an RSA key (RFC 7518). */
public final class BundleSigner {
    private final KeyPair pair;
    private final String id;

    public BundleSigner(KeyPair pair) {
        this.pair = pair;
        this.id = TrustedKeys.id(pair.getPublic());
    }

    /**
     * Signs files for a scope.
     *
     * @param files all but the signatures, by name; JSON files as {@link StructuredText} writes them
     * @param scope who may take the bundle
     * @return the archive with the files and {@code .signatures.json}
     */
    public byte[] pack(SortedMap<String, byte[]> files, String scope) {
        SortedMap<String, byte[]> signed = new TreeMap<>(files);
        signed.put(SignedBundle.SIGNATURES, signatures(claims(files, scope)));
        return BundleArchive.write(signed);
    }

    private static ObjectNode claims(Map<String, byte[]> files, String scope) {
        ObjectNode claims = Json.MAPPER.createObjectNode();
        ArrayNode hashes = claims.putArray("files");
        files.forEach((name, content) -> hashes.addObject()
                .put("name", name)
                .put("hash", Digest.of(content).hex())
                .put("algorithm", "SHA-256"));
        return claims.put("scope", scope);
    }

    private byte[] signatures(ObjectNode claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(new String(CanonicalJson.bytes(claims), StandardCharsets.UTF_8));
        signature.setKey(pair.getPrivate());
        signature.setKeyIdHeaderValue(id);
        signature.setAlgorithmHeaderValue(algorithm());
        try {
            ObjectNode document = Json.MAPPER.createObjectNode();
            document.putArray("signatures").add(signature.getCompactSerialization());
            return CanonicalJson.bytes(document);
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK signs with its own keys", e);
        }
    }

    /** The key's name. */
    public String keyId() {
        return id;
    }

    /** How the key signs, as RFC 7518 names it. */
    public String algorithm() {
        return pair.getPublic() instanceof ECPublicKey
                ? AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256
                : AlgorithmIdentifiers.RSA_USING_SHA256;
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The public key as a JSON Web Key Set (RFC 7517). */
    public JsonNode keySet() {
        PublicJsonWebKey key = TrustedKeys.jwk(pair.getPublic());
        key.setKeyId(id);
        key.setAlgorithm(algorithm());
        key.setUse("sig");
        ObjectNode set = Json.MAPPER.createObjectNode();
        set.putArray("keys").add(Json.read(key.toJson().getBytes(StandardCharsets.UTF_8), JsonNode.class));
        return set;
    }
}
