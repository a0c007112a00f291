package dev.freehold.console.trail;

import dev.freehold.contracts.audit.TrailEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the trail, newest first.
 *
 * @param older address of the next page; absent on the last
 * @param newest address of the first page
 */
public record TrailPage(List<Row> rows, @Nullable String older, String newest) {
    /** Entries on a page. */
    static final int SIZE = 50;

    /** One entry, in words. */
    public record Row(
            long index,
            String address,
            String time,
            String exactTime,
            String action,
            String actionCode,
            String type,
            String actor,
            String actorWhole,
            String useCase,
            String resource,
            String status,
            String statusClass,
            String code) {
        static Row of(TrailEntry entry) {
            return new Row(
                    entry.index(),
                    recordAddress(entry.id()),
                    Words.seconds(entry.time()),
                    entry.time().toString(),
                    Words.sentence(Words.action(entry.action())),
                    entry.action(),
                    entry.type(),
                    Words.shortened(entry.actor()),
                    entry.actor(),
                    orEmpty(entry.useCase()),
                    orEmpty(entry.resource()),
                    Words.status(entry.status()),
                    Words.statusClass(entry.status()),
                    orEmpty(entry.code()));
        }

        private static String orEmpty(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    public TrailPage {
        rows = List.copyOf(rows);
    }

    /**
     * @param entries one more than a page holds, where there are more: it tells that a next page exists
     */
    static TrailPage of(List<TrailEntry> entries, TrailFilter filter) {
        List<TrailEntry> shown = entries.subList(0, Math.min(SIZE, entries.size()));
        String older =
                entries.size() > SIZE ? filter.address(shown.get(SIZE - 1).index()) : null;
        return new TrailPage(shown.stream().map(Row::of).toList(), older, filter.address(null));
    }

    static TrailPage empty(TrailFilter filter) {
        return of(List.of(), filter);
    }

    static String recordAddress(String id) {
        return "/console/trail/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
