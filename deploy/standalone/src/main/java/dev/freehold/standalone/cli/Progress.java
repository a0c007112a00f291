package dev.freehold.standalone.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Says now and then how far something is that takes longer than two seconds; says nothing about what is quick. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private final PrintWriter out;
    private Instant last = Instant.now();

    Progress(PrintWriter out) {
        this.out = out;
    }

    void at(String format, Object... figures) {
        Instant now = Instant.now();
        if (Duration.between(last, now).compareTo(PAUSE) >= 0) {
            out.printf("... " + format + "%n", figures);
            out.flush();
            last = now;
        }
    }
}
