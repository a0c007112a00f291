package dev.freehold.enforcement.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTimeTest {
    /** This thread's time alone: neighbours on the machine are no part of it. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final int LENGTH = 1 << 16;
    private static final int ROUNDS = 7;
    /** Twice the text takes twice the time; the rest is for a busy machine. */
    private static final double MOST = 3.5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "4111 ",
                "411 ",
                "@",
                "a@",
                "a@a.",
                "a.",
                "a-",
                "a--",
                "eyJ",
                "eyJhbGciOiJub25lIn0.",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "+1 ",
                "(0",
                "::",
                "a:",
                "1:",
                "1.",
                "sk-",
                "DE89 ",
                "\uff14",
                "\u200b4",
                "4111111111111111@",
                "\\n",
                "routing 021000021 "
            })
    void twice_the_text_takes_about_twice_the_time(String repeated) {
        String once = repeated.repeat(LENGTH / repeated.length());
        String twice = once + once;
        scan(once);

        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && best >= MOST; round++) {
            best = Math.min(best, (double) fastest(twice) / fastest(once));
        }

        assertThat(best)
                .as("time of 2x over time of 1x for runs of %s", repeated)
                .isLessThan(MOST);
    }

    @Test
    void throughput_is_told() {
        String prose = new Corpus(7).prose(1 << 20);
        for (int i = 0; i < 10; i++) {
            scan(prose);
        }
        double seconds = fastest(prose) / 1e9;
        System.out.printf(
                Locale.ROOT, "scanner: %.0f MB/s of mixed prose on one core%n", prose.length() / seconds / 1e6);

        assertThat(seconds).isLessThan(5);
    }

    private static long fastest(String text) {
        return Math.min(scan(text), Math.min(scan(text), scan(text)));
    }

    private static long scan(String text) {
        long begun = CPU.getCurrentThreadCpuTime();
        Scanner.standard().scan(text);
        return Math.max(1, CPU.getCurrentThreadCpuTime() - begun);
    }
}
