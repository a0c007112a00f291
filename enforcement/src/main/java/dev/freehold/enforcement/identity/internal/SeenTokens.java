package dev.freehold.enforcement.identity.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** The ids of the tokens that were taken, each as long as its token could be shown again. */
final class SeenTokens {
    private final int most;
    private final Set<String> ids = new HashSet<>();
    private final Queue<Seen> inOrder = new ArrayDeque<>();

    private record Seen(String id, Instant until) {}

    /**
     * @param most ids that are remembered; while there are as many, nobody comes in
     */
    SeenTokens(int most) {
        this.most = most;
    }

    enum Look {
        FIRST,
        AGAIN,
        /** There is no room to remember it, so it cannot be taken. */
        FULL
    }

    /**
     * @param until never earlier than that of an id noted before, but for clocks that jump: an id is then kept longer
     */
    synchronized Look note(String id, Instant now, Instant until) {
        for (Seen oldest = inOrder.peek(); oldest != null && oldest.until().isBefore(now); oldest = inOrder.peek()) {
            ids.remove(oldest.id());
            inOrder.remove();
        }
        if (ids.contains(id)) {
            return Look.AGAIN;
        }
        if (ids.size() >= most) {
            return Look.FULL;
        }
        ids.add(id);
        inOrder.add(new Seen(id, until));
        return Look.FIRST;
    }
}
