package dev.freehold.policy.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.bundle.BundleSigner;
import dev.freehold.policy.signing.SigningKeyFile;

/** What an OPA server must be told to take a tenant's bundle from here (openpolicyagent.org, "Configuration"). */
final class OpaConfiguration {
    private static final String BUNDLE = "freehold";

    private OpaConfiguration() {}

    static ObjectNode of(String base, TenantId tenant, BundleSigner signer) {
        ObjectNode configuration = Json.MAPPER.createObjectNode();
        configuration.putObject("services").putObject("policy").put("url", base + "/api/policy");
        configuration
                .putObject("keys")
                .putObject(signer.keyId())
                .put("algorithm", signer.algorithm())
                .put("key", SigningKeyFile.pem(signer.publicKey()));
        ObjectNode bundle = configuration
                .putObject("bundles")
                .putObject(BUNDLE)
                .put("service", "policy")
                .put("resource", "bundles/" + tenant.value());
        bundle.putObject("signing").put("keyid", signer.keyId()).put("scope", tenant.value());
        bundle.putObject("polling")
                .put("min_delay_seconds", 1)
                .put("max_delay_seconds", 5)
                .put("long_polling_timeout_seconds", 30);
        return configuration;
    }
}
