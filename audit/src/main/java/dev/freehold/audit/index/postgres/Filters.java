package dev.freehold.audit.index.postgres;

import dev.freehold.contracts.audit.TrailQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The conditions of a search, each served by an index. */
final class Filters {
    private static final Map<String, String> CONDITIONS = Map.of(
            "type", "type = :type",
            "action", "action = :action",
            "use_case", "use_case = :use_case",
            "status", "status = :status",
            "decision", "decision = :decision",
            "from", "time >= :from",
            "to", "time < :to",
            "before", "index < :before");

    private Filters() {}

    /** What is asked for, by condition. */
    static Map<String, Object> of(TrailQuery query) {
        Map<String, Object> asked = new TreeMap<>();
        put(asked, "type", query.type());
        put(asked, "action", query.action());
        put(asked, "use_case", query.useCase());
        put(asked, "status", query.status());
        put(asked, "decision", query.decision());
        put(asked, "from", time(query.from()));
        put(asked, "to", time(query.to()));
        put(asked, "before", query.before());
        return asked;
    }

    static String condition(String name) {
        String condition = CONDITIONS.get(name);
        if (condition == null) {
            throw new IllegalArgumentException("no filter " + name);
        }
        return condition;
    }

    private static void put(Map<String, Object> asked, String name, @Nullable Object value) {
        if (value != null) {
            asked.put(name, value);
        }
    }

    private static @Nullable Object time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
