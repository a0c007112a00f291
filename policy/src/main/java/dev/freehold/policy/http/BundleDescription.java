package dev.freehold.policy.http;

import dev.freehold.contracts.model.Digest;
import dev.freehold.policy.bundle.BundleManifest;
import java.util.List;

/**
 * What anyone may know of the policy in force.
 *
 * @param digest the digest that every decision carries
 */
record BundleDescription(
        Digest digest, String revision, String entrypoint, String opa, List<BundleManifest.Rule> rules) {
    BundleDescription {
        rules = List.copyOf(rules);
    }

    static BundleDescription of(Digest digest, BundleManifest manifest) {
        return new BundleDescription(
                digest, manifest.revision(), manifest.entrypoint(), manifest.opa(), manifest.rules());
    }
}
