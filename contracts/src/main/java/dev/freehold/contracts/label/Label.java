package dev.freehold.contracts.label;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A point of the product lattice that follows data into models and answers (docs/adr/0014).
 *
 * @param confidentiality joins to the higher
 * @param categories kinds of data within, such as {@code PII}; joins to the union
 * @param purposes ids of the use cases that are permitted, or absent for any; joins to the intersection
 * @param regions where it may be processed, or absent for anywhere; joins to the intersection
 * @param retentionDays longest time it may be kept, or absent for no limit; joins to the shorter
 * @param obligations duties that stick, such as {@code attribution}; joins to the union
 * @param trusted whether every part came from a trusted source; joins by "and"
 */
public record Label(
        Confidentiality confidentiality,
        List<String> categories,
        @Nullable List<String> purposes,
        @Nullable List<String> regions,
        @Nullable Integer retentionDays,
        List<String> obligations,
        boolean trusted) {
    /** The bottom of the lattice: public, without categories, bound to nothing. */
    public static final Label PUBLIC = new Label(Confidentiality.PUBLIC, List.of(), null, null, null, List.of(), true);

    public Label {
        categories = sorted(categories);
        purposes = purposes == null ? null : sorted(purposes);
        regions = regions == null ? null : sorted(regions);
        obligations = sorted(obligations);
    }

    /** The least label that is at least as narrow as both. */
    public Label join(Label other) {
        return new Label(
                confidentiality.join(other.confidentiality),
                union(categories, other.categories),
                intersection(purposes, other.purposes),
                intersection(regions, other.regions),
                shorter(retentionDays, other.retentionDays),
                union(obligations, other.obligations),
                trusted && other.trusted);
    }

    private static List<String> sorted(List<String> values) {
        return List.copyOf(new TreeSet<>(values));
    }

    private static List<String> union(List<String> a, List<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }

    private static @Nullable List<String> intersection(@Nullable List<String> a, @Nullable List<String> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Set<String> both = new TreeSet<>(a);
        both.retainAll(Set.copyOf(b));
        return List.copyOf(both);
    }

    private static @Nullable Integer shorter(@Nullable Integer a, @Nullable Integer b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Math.min(a, b);
    }
}
