package dev.freehold.enforcement.identity.internal;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ids of the tokens that were taken, by the second in which each ends: it is forgotten in the very second from which its
 * token is refused as expired. Each issuer has room of its own, so that one that floods this process shuts itself out and
 * nobody else.
 */
final class SeenTokens {
    private final int each;
    private final Map<ServiceName, Share> shares = new EnumMap<>(ServiceName.class);

    /** No id of a token that ended up to this second is known any more, however the clock is set meanwhile. */
    private long forgotten = Long.MIN_VALUE;

    private static final class Share {
        private final TreeMap<Long, Set<String>> ids = new TreeMap<>();
        private int count;

        void forget(long upTo) {
            Map<Long, Set<String>> over = ids.headMap(upTo, true);
            over.values().forEach(second -> count -= second.size());
            over.clear();
        }
    }

    /**
     * @param each ids that are remembered of one issuer; while there are as many, nobody comes in from there
     */
    SeenTokens(int each) {
        this.each = each;
    }

    enum Look {
        FIRST,
        AGAIN,
        /** It ended before what is remembered begins, so nobody can tell whether it was seen. */
        LATE,
        /** There is no room to remember it, so it cannot be taken. */
        FULL
    }

    /**
     * @param end second at which the token ends, by its own claim
     * @param over tokens that ended up to this second are refused without being looked up
     */
    synchronized Look note(ServiceName issuer, String id, long end, long over) {
        forgotten = Math.max(forgotten, over);
        if (end <= forgotten) {
            return Look.LATE;
        }
        Share share = shares.computeIfAbsent(issuer, first -> new Share());
        share.forget(forgotten);
        Set<String> second = share.ids.computeIfAbsent(end, none -> new HashSet<>());
        if (second.contains(id)) {
            return Look.AGAIN;
        }
        if (share.count >= each) {
            return Look.FULL;
        }
        second.add(id);
        share.count++;
        return Look.FIRST;
    }
}
