package dev.freehold.policy.bundle;

import dev.freehold.contracts.model.Digest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle says of itself, as {@code policy/build-bundle} wrote it.
 *
 * @param entrypoint the rule that decides
 * @param opa release of OPA that compiled it
 * @param revision name that its authors gave it
 * @param rules every rule that can deny, sorted by code
 * @param sources digest of each source file
 */
public record BundleManifest(
        String entrypoint, String opa, String revision, List<Rule> rules, SortedMap<String, Digest> sources) {
    /**
     * @param code code of the reason that the rule gives
     * @param title when it denies, in one sentence
     */
    public record Rule(String code, String title) {}

    public BundleManifest {
        rules = List.copyOf(rules);
        sources = new TreeMap<>(sources);
    }

    @Override
    public SortedMap<String, Digest> sources() {
        return new TreeMap<>(sources);
    }
}
