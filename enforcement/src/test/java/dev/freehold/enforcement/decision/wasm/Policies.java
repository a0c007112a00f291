package dev.freehold.enforcement.decision.wasm;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Small bundles for the tests of this package; see scripted.rego and clock.rego beside the resources. */
final class Policies {
    static final String ALLOW = "{\"allow\":true,\"reasons\":[],\"obligations\":[]}";
    static final String REASON = "{\"code\":\"NO\",\"sentence\":\"No.\",\"remedy\":\"Ask Dana.\"}";
    static final String DENY = "{\"allow\":false,\"reasons\":[" + REASON + "],\"obligations\":[]}";

    private Policies() {}

    /** A bundle that answers one action with one result. */
    static PolicyBundle answering(String action, String result) {
        return scripted("{\"results\":{\"" + action + "\":" + result + "}}");
    }

    static PolicyBundle scripted(String data) {
        return PolicyBundle.of(wasm("scripted"), data.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] wasm(String name) {
        try (InputStream in = Policies.class.getResourceAsStream(name + ".wasm")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DecisionRequest asking(String action) {
        return new DecisionRequest(
                DecisionRequest.SCHEMA,
                Instant.EPOCH,
                new TenantId("acme"),
                new DecisionRequest.Subject("p-1", "key-1", List.of(Role.APPLICATION)),
                action,
                DecisionRequest.Resource.named("model", "minilm"),
                null,
                List.of(),
                0);
    }

    static DecisionRequest listing() {
        return asking(Actions.MODEL_LIST);
    }
}
