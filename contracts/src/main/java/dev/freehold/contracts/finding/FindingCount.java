package dev.freehold.contracts.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often a type was found; what policy and records see in place of the findings themselves. */
public record FindingCount(String type, String category, int count) {
    /** Counts by type, sorted by type. */
    public static List<FindingCount> of(List<Finding> findings) {
        Map<String, FindingCount> counts = new TreeMap<>();
        for (Finding finding : findings) {
            counts.merge(
                    finding.type(),
                    new FindingCount(finding.type(), finding.category(), 1),
                    (a, b) -> new FindingCount(a.type(), a.category(), a.count() + b.count()));
        }
        return new ArrayList<>(counts.values());
    }
}
