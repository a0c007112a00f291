package dev.freehold.contracts.model;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tuned version was made of, by digest, so that the run can be asked for again.
 *
 * @param base manifest digest of the base model
 * @param dataset digest of the masked dataset file
 * @param parameters every hyperparameter, as text
 * @param network how the run was kept off the network: {@code namespace}, {@code policy} (the cluster denies the container the network)
 *     or {@code none}
 */
public record Lineage(Digest base, Digest dataset, long seed, SortedMap<String, String> parameters, String network) {
    public Lineage {
        parameters = new TreeMap<>(parameters);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return new TreeMap<>(parameters);
    }
}
