package dev.freehold.enforcement.bundle;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/** Keys and bundles for tests. */
public final class Signing {
    public static final TenantId ACME = new TenantId("acme");

    private Signing() {}

    public static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair pair() {
        return pair("EC", 256);
    }

    /** A release whose content is all its own. */
    public static SignedBundle release(long number, String content) {
        return new SignedBundle(
                ACME,
                number,
                "test-" + content,
                PolicyBundle.of(
                        ("module " + content).getBytes(StandardCharsets.UTF_8),
                        ("{\"tables\":\"" + content + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    public static byte[] signed(SignedBundle release, KeyPair pair) {
        TreeMap<String, byte[]> rego = new TreeMap<>();
        rego.put("decision.rego", "package freehold\n".getBytes(StandardCharsets.UTF_8));
        return release.signed(rego, List.of("freehold", "tables"), new BundleSigner(pair));
    }

    /** Writes the file that trusts a key. */
    public static Path trusting(Path folder, PublicKey... keys) throws Exception {
        StringBuilder pem = new StringBuilder();
        for (PublicKey key : keys) {
            pem.append("-----BEGIN PUBLIC KEY-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()))
                    .append("\n-----END PUBLIC KEY-----\n");
        }
        return Files.writeString(folder.resolve("trusted.pem"), pem);
    }
}
