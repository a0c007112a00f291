package dev.freehold.enforcement.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    @Test
    void a_wall_clock_that_is_set_back_makes_nothing_younger() {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-28T12:00:00Z"));
        AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE - 1);
        SteadyClock clock = new SteadyClock(wall::get, nanoseconds::get);
        wall.set(Instant.EPOCH);
        nanoseconds.addAndGet(3_000_000_000L);
        assertThat(clock.instant()).isEqualTo("2026-11-28T12:00:03Z");
    }
}
