package dev.freehold.audit.intake.kafka;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;

/**
 * Tenants for whom one thing cannot be done at present, since their ledger or topics cannot be used: each is tried again after a
 * pause of its own, and keeps no other tenant waiting.
 */
final class Setbacks {
    private static final System.Logger LOG = System.getLogger(Setbacks.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_TOLD = 20;

    /**
     * @param pause in nanoseconds, from the last try
     */
    private record Setback(String reason, long triedAt, long pause) {
        boolean over(long now) {
            return now - triedAt >= pause;
        }
    }

    private final String task;
    private final Map<TenantId, Setback> all = new ConcurrentHashMap<>();

    /**
     * @param task what cannot be done, as the log says it
     */
    Setbacks(String task) {
        this.task = task;
    }

    /** Whether a tenant has had one and is not to be tried again yet. */
    boolean waits(TenantId tenant) {
        Setback known = all.get(tenant);
        return known != null && !known.over(System.nanoTime());
    }

    /** It did not work: said once for each reason, tried again later each time. */
    void failed(TenantId tenant, String reason) {
        Setback known = all.get(tenant);
        long pause = known == null ? FIRST_PAUSE.toNanos() : Math.min(2 * known.pause(), LONGEST_PAUSE.toNanos());
        all.put(tenant, new Setback(reason, System.nanoTime(), pause));
        if (known == null || !known.reason().equals(reason)) {
            LOG.log(System.Logger.Level.ERROR, "tenant {0} cannot have {1}: {2}", tenant, task, reason);
        }
    }

    /** It worked. */
    void over(TenantId tenant) {
        if (all.remove(tenant) != null) {
            LOG.log(System.Logger.Level.INFO, "tenant {0} has {1} again", tenant, task);
        }
    }

    /** A failure in words; of one that nobody foresaw its kind alone, since a message may quote a record. */
    static String reason(Exception e) {
        return e instanceof IOException || e instanceof KafkaException
                ? String.valueOf(e.getMessage())
                : e.getClass().getName();
    }

    /** What is to be seen to, by tenant; the first few. */
    SortedMap<String, String> told() {
        SortedMap<String, String> told = new TreeMap<>();
        all.forEach((tenant, setback) -> told.put("tenant " + tenant, setback.reason()));
        while (told.size() > MOST_TOLD) {
            told.remove(told.lastKey());
        }
        return told;
    }
}
