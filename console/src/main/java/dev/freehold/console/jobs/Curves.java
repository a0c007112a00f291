package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was told of jobs, as far as it was read. An event never changes, so a page that looks every two seconds asks for the newest
 * ones alone; each look is decided by the service all the same.
 */
@ApplicationScoped
public class Curves {
    /** Jobs remembered, the least recently looked at forgotten first. */
    private static final int MOST_JOBS = 32;
    /** Answers read for one curve: more than a run tells of itself. */
    private static final int MOST_PAGES = 8;
    /** Messages shown, newest first. */
    private static final int MESSAGES = 12;

    private final Tuning tuning;
    private final Map<Key, List<Told>> known = new LinkedHashMap<>(MOST_JOBS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<Told>> eldest) {
            return size() > MOST_JOBS;
        }
    };

    Curves(Tuning tuning) {
        this.tuning = tuning;
    }

    private record Key(TenantId tenant, String job) {}

    /** An event: a step's loss, or a message. */
    private record Told(String event, @Nullable Loss loss, JsonNode whole) {}

    /**
     * One step's loss.
     *
     * @param steps all that the run will take
     */
    record Loss(long step, long steps, double loss) {}

    /** What happened, newest first, and the loss of each step that was told, oldest first. */
    record Course(List<JsonNode> messages, List<Loss> losses) {}

    Course of(Caller caller, String job) {
        List<Told> told = told(caller, job);
        return new Course(
                told.stream()
                        .filter(event -> event.loss() == null)
                        .map(Told::whole)
                        .limit(MESSAGES)
                        .toList(),
                lastRun(told));
    }

    /** All that was told, newest first. */
    private List<Told> told(Caller caller, String job) {
        Key key = new Key(caller.tenant(), job);
        List<Told> before = remembered(key);
        List<Told> told = new ArrayList<>();
        JsonNode page = tuning.events(caller, job, null);
        for (int pages = 1; !add(page.path("data"), told, before); pages++) {
            if (pages == MOST_PAGES || !page.path("has_more").asBoolean()) {
                break;
            }
            page = tuning.events(caller, job, page.path("last_id").asText());
        }
        synchronized (known) {
            known.put(key, List.copyOf(told));
        }
        return told;
    }

    private List<Told> remembered(Key key) {
        synchronized (known) {
            return known.getOrDefault(key, List.of());
        }
    }

    /** Adds the events of a page; from the first that is known on, what is remembered. Whether that was met. */
    private static boolean add(JsonNode events, List<Told> told, List<Told> before) {
        for (JsonNode event : events) {
            String id = event.path("id").asText();
            if (!before.isEmpty() && before.get(0).event().equals(id)) {
                told.addAll(before.subList(0, Math.min(before.size(), MOST_PAGES * Tuning.EVENTS)));
                return true;
            }
            told.add(new Told(id, loss(event.path("data")), event));
        }
        return false;
    }

    private static @Nullable Loss loss(JsonNode data) {
        double loss = data.path("loss").asDouble(Double.NaN);
        return data.path("step").isIntegralNumber() && Double.isFinite(loss)
                ? new Loss(data.path("step").asLong(), data.path("steps").asLong(), loss)
                : null;
    }

    /** The steps of the newest attempt, oldest first: an earlier one begins where steps do not fall any more. */
    private static List<Loss> lastRun(List<Told> newestFirst) {
        List<Loss> losses = new ArrayList<>();
        for (Told told : newestFirst) {
            Loss loss = told.loss();
            if (loss == null) {
                continue;
            }
            if (!losses.isEmpty()
                    && loss.step() >= losses.get(losses.size() - 1).step()) {
                break;
            }
            losses.add(loss);
        }
        Collections.reverse(losses);
        return List.copyOf(losses);
    }
}
