package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Settles claims that overlap: each character is the strongest claim's of those that cover it. So every letter and digit that
 * any recogniser claimed lies in some finding, and whose a character is depends on no claim that begins after it.
 */
final class Overlaps {
    private final String text;
    private final List<Claim> claims;
    private final List<Finding> settled = new ArrayList<>();

    private Overlaps(String text, List<Claim> claims) {
        this.text = text;
        this.claims = claims;
    }

    /**
     * @param claims in order of their starts
     * @return findings that do not overlap, in order of their starts
     */
    static List<Finding> settle(String text, List<Claim> claims) {
        return settleBefore(text, claims, text.length()).findings();
    }

    /**
     * Settles the beginning of a text of which more is to come.
     *
     * @param claims in order of their starts; those that began before the text have a negative start
     * @param limit every claim that starts before it is known
     */
    static Beginning settleBefore(String text, List<Claim> claims, int limit) {
        Overlaps overlaps = new Overlaps(text, claims);
        int end = overlaps.sweep(limit);
        return new Beginning(overlaps.settled, end);
    }

    /**
     * @param end what comes before it is settled for good; no finding lies across it
     */
    record Beginning(List<Finding> findings, int end) {}

    private int sweep(int limit) {
        PriorityQueue<Claim> open = new PriorityQueue<>(Claim.STRONGEST_FIRST);
        int next = 0;
        int at = 0;
        while (next < claims.size() || !open.isEmpty()) {
            if (open.isEmpty()) {
                at = Math.max(at, claims.get(next).start());
            }
            while (next < claims.size() && claims.get(next).start() <= at) {
                open.add(claims.get(next++));
            }
            Claim owner = open.element();
            if (owner.end() <= at) {
                open.remove();
                continue;
            }
            int to = owner.end();
            for (; next < claims.size() && claims.get(next).start() < to; next++) {
                Claim other = claims.get(next);
                if (Claim.STRONGEST_FIRST.compare(other, owner) < 0) {
                    to = other.start();
                    break;
                }
                open.add(other);
            }
            if (to > limit) {
                return at;
            }
            keep(owner, at, to);
            at = to;
        }
        return limit;
    }

    private void keep(Claim owner, int from, int to) {
        // Separators alone, left between two findings, give nothing away.
        if (text.substring(from, to).codePoints().anyMatch(Character::isLetterOrDigit)) {
            settled.add(new Claim(owner.recogniser(), from, to).finding());
        }
    }
}
