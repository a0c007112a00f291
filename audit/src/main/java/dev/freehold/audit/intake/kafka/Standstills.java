package dev.freehold.audit.intake.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Logs that cannot go on, because a record is missing or was refused: what they wait for, and when it was asked for. */
final class Standstills {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST = 10_000;
    private static final int MOST_TOLD = 20;

    /**
     * Where a log stands.
     *
     * @param next seq that must come before the log goes on
     * @param asks how often it was asked for
     */
    private record Standstill(long next, String reason, long since, long asks, long askedAt) {
        boolean mayAsk(long now) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(asks, 10));
            Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            return asks == 0 || now - askedAt > bounded.toNanos();
        }
    }

    private final Map<Log, Standstill> all = new ConcurrentHashMap<>();
    private final Duration worthTelling;

    /**
     * @param worthTelling how long a standstill lasts before somebody has to look
     */
    Standstills(Duration worthTelling) {
        this.worthTelling = worthTelling;
    }

    /** A log's next record was refused. */
    void refused(Log log, long next, String reason) {
        standing(log, next, "its record " + next + " was refused: " + reason);
    }

    /**
     * Records of a log came before those that they follow.
     *
     * @return whether it is time to ask for those
     */
    boolean missing(Log log, long next) {
        Standstill now = standing(log, next, "its record " + next + " has not come, though later ones have");
        long clock = System.nanoTime();
        if (!now.mayAsk(clock)) {
            return false;
        }
        all.replace(log, new Standstill(next, now.reason(), now.since(), now.asks() + 1, clock));
        return true;
    }

    /** A log has come to a seq. */
    void reached(Log log, long next) {
        Standstill known = all.get(log);
        if (known != null && next > known.next()) {
            all.remove(log);
        }
    }

    /** What lasts for so long that somebody has to look. */
    SortedMap<String, String> worthTelling() {
        SortedMap<String, String> told = new TreeMap<>();
        long now = System.nanoTime();
        all.forEach((log, standing) -> {
            if (now - standing.since() > worthTelling.toNanos() && told.size() < MOST_TOLD) {
                told.put(log.toString(), standing.reason() + " (asked for " + standing.asks() + " times)");
            }
        });
        return told;
    }

    private Standstill standing(Log log, long next, String reason) {
        Standstill known = all.get(log);
        if (known == null || known.next() != next) {
            known = new Standstill(next, reason, System.nanoTime(), 0, 0);
            if (all.size() < MOST) {
                all.put(log, known);
            }
        }
        return known;
    }
}
