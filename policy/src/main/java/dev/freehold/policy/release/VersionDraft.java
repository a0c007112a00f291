package dev.freehold.policy.release;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.policy.bundle.BundleManifest;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version of the policy that was built and tried, and is kept nowhere yet.
 *
 * @param origin from what it was made
 * @param sources the files from which it was compiled, by name, tests among them
 */
public record VersionDraft(
        Origin origin, PolicyBundle bundle, BundleManifest manifest, SortedMap<String, byte[]> sources) {
    /** From what a version was made. */
    public enum Origin {
        /** It came with this release of the platform. */
        SHIPPED,
        /** The shipped rules, with tables of one's own. */
        TABLES,
        /** Rules of one's own. */
        REGO
    }

    public VersionDraft {
        sources = new TreeMap<>(sources);
    }

    @Override
    public SortedMap<String, byte[]> sources() {
        return new TreeMap<>(sources);
    }

    /** The version's name for all time. */
    public Digest digest() {
        return bundle.digest();
    }
}
