package dev.freehold.standalone.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Tells the story's steps to a person: what happened, and one figure for each. */
final class Narrator {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final Instant started = Instant.now();
    private Instant last = Instant.now();
    private int step;

    Narrator(PrintWriter out) {
        this.out = out;
    }

    void step(String title) {
        step++;
        say("%n%d. %s", step, title);
    }

    void fact(String format, Object... values) {
        say("   " + format, values);
    }

    /** Says that something goes on, at most every two seconds. */
    void progress(String format, Object... values) {
        if (Duration.between(last, Instant.now()).compareTo(QUIET) >= 0) {
            say("   ... " + format, values);
        }
    }

    long seconds() {
        return Duration.between(started, Instant.now()).toSeconds();
    }

    private void say(String format, Object... values) {
        out.printf(format + "%n", values);
        out.flush();
        last = Instant.now();
    }
}
