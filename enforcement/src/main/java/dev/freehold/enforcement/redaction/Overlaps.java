package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Settles claims that overlap: the strongest keeps its whole span, a weaker one keeps what is left of its own. So every
 * letter and digit that any recogniser claimed lies in some finding.
 */
final class Overlaps {
    private final String text;
    private final List<Finding> settled = new ArrayList<>();

    private Overlaps(String text) {
        this.text = text;
    }

    /**
     * @param claims in order of their starts
     * @return findings that do not overlap, in order of their starts
     */
    static List<Finding> settle(String text, List<Claim> claims) {
        Overlaps overlaps = new Overlaps(text);
        int from = 0;
        int reached = 0;
        for (int i = 0; i < claims.size(); i++) {
            if (i > from && claims.get(i).start() >= reached) {
                overlaps.settleGroup(claims.subList(from, i));
                from = i;
            }
            reached = Math.max(reached, claims.get(i).end());
        }
        overlaps.settleGroup(claims.subList(from, claims.size()));
        return overlaps.settled;
    }

    private void settleGroup(List<Claim> group) {
        if (group.size() == 1) {
            settled.add(group.get(0).finding());
            return;
        }
        NavigableMap<Integer, Claim> kept = new TreeMap<>();
        for (Claim claim : group.stream().sorted(Claim.STRONGEST_FIRST).toList()) {
            keepWhatIsLeft(claim, kept);
        }
        kept.values().forEach(claim -> settled.add(claim.finding()));
    }

    private void keepWhatIsLeft(Claim claim, NavigableMap<Integer, Claim> kept) {
        int from = claim.start();
        while (from < claim.end()) {
            Map.Entry<Integer, Claim> covering = kept.floorEntry(from);
            if (covering != null && covering.getValue().end() > from) {
                from = covering.getValue().end();
                continue;
            }
            Integer next = kept.higherKey(from);
            int to = next == null ? claim.end() : Math.min(claim.end(), next);
            if (saysSomething(from, to)) {
                kept.put(from, new Claim(claim.recogniser(), from, to));
            }
            from = to;
        }
    }

    /** Separators alone, left between two findings, give nothing away. */
    private boolean saysSomething(int from, int to) {
        return text.substring(from, to).codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
