package dev.freehold.gateway.house;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened at the gateway's neighbours, in order. */
public final class Journal {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void write(String line) {
        lines.add(line);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
    }
}
