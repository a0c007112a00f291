package dev.freehold.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The last lines that a process said, kept while it is drained. Thread-safe. */
final class LastLines {
    private static final int KEPT = 20;
    private static final int MAX_LINE = 400;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread drain;

    LastLines(InputStream from) {
        this.drain = new Thread(() -> drain(from), "engine-worker-stderr");
        drain.setDaemon(true);
        drain.start();
    }

    private void drain(InputStream from) {
        BoundedLines source = BoundedLines.cutting(from, MAX_LINE);
        try {
            for (Optional<String> line = source.next(); line.isPresent(); line = source.next()) {
                add(line.get());
            }
        } catch (IOException e) {
            add("(its error stream broke)");
        }
    }

    private synchronized void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** All kept lines, once the process has ended and is drained. */
    String afterEnd() throws InterruptedException {
        drain.join(2000);
        synchronized (this) {
            return String.join("\n", lines);
        }
    }
}
