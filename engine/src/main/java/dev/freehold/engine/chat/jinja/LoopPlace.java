package dev.freehold.engine.chat.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code loop} stands for within a loop. */
final class LoopPlace {
    private LoopPlace() {}

    static Map<String, Object> of(List<Object> items, int index) {
        Map<String, Object> place = new HashMap<>();
        place.put("index", index + 1L);
        place.put("index0", (long) index);
        place.put("revindex", (long) items.size() - index);
        place.put("revindex0", items.size() - index - 1L);
        place.put("first", index == 0);
        place.put("last", index == items.size() - 1);
        place.put("length", (long) items.size());
        place.put("previtem", index == 0 ? Absent.UNDEFINED : items.get(index - 1));
        place.put("nextitem", index == items.size() - 1 ? Absent.UNDEFINED : items.get(index + 1));
        return place;
    }
}
