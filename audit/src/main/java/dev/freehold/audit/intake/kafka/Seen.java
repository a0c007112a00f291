package dev.freehold.audit.intake.kafka;

import dev.freehold.contracts.model.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Digests of the records that came last: a record that comes twice must be the same one. For one thread. */
final class Seen {
    private static final int MOST = 65_536;

    private record Place(Log log, long seq) {}

    private final Map<Place, Digest> digests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Digest> eldest) {
            return size() > MOST;
        }
    };

    void taken(Log log, long seq, byte[] leaf) {
        digests.put(new Place(log, seq), Digest.of(leaf));
    }

    /** Whether another record is known to have that place; one that is no longer remembered is not. */
    boolean otherThan(Log log, long seq, byte[] leaf) {
        Digest known = digests.get(new Place(log, seq));
        return known != null && !known.equals(Digest.of(leaf));
    }
}
