package dev.freehold.contracts.model;

import dev.freehold.contracts.identity.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All model versions at one moment, by tenant. */
public final class KnownModels {
    private final List<Entry> entries;
    private final Map<TenantId, SortedMap<String, ModelVersion>> byName = new HashMap<>();
    private final Map<TenantId, Map<String, ModelVersion>> byDigest = new HashMap<>();

    /**
     * A version with the mark whether its name means it.
     */
    public record Entry(ModelVersion version, boolean named) {}

    /**
     * @param entries oldest first: until one version of a name is approved, the name means the newest, so that a caller is
     *     told why it may not be called rather than that it does not exist
     */
    public KnownModels(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        Map<TenantId, SortedMap<String, ModelVersion>> approved = new HashMap<>();
        for (Entry entry : entries) {
            ModelVersion version = entry.version();
            byDigest.computeIfAbsent(version.tenant(), tenant -> new HashMap<>())
                    .put(version.digest().value(), version);
            byName.computeIfAbsent(version.tenant(), tenant -> new TreeMap<>()).put(version.name(), version);
            if (entry.named()) {
                approved.computeIfAbsent(version.tenant(), tenant -> new TreeMap<>())
                        .put(version.name(), version);
            }
        }
        approved.forEach((tenant, names) ->
                byName.computeIfAbsent(tenant, absent -> new TreeMap<>()).putAll(names));
    }

    /** The versions from which this was made, oldest first. */
    public List<Entry> entries() {
        return entries;
    }

    /** The version that a name or a digest means; absent where it means none. */
    public @Nullable ModelVersion find(TenantId tenant, String nameOrDigest) {
        ModelVersion named = byName.getOrDefault(tenant, new TreeMap<>()).get(nameOrDigest);
        return named != null ? named : byDigest.getOrDefault(tenant, Map.of()).get(nameOrDigest);
    }

    /** What each name means, sorted by name. */
    public List<ModelVersion> current(TenantId tenant) {
        return List.copyOf(byName.getOrDefault(tenant, new TreeMap<>()).values());
    }
}
