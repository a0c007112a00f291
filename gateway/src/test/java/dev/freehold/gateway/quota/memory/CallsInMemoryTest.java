package dev.freehold.gateway.quota.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.gateway.quota.CallQuota.Reservation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallsInMemoryTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T23:59:00Z"));
    private final CallsInMemory quota = new CallsInMemory(new SteppedClock(now));

    @Test
    void a_race_at_the_limit_never_overspends() throws Exception {
        UseCase useCase = useCase("acme", 100);
        ExecutorService callers = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> made = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            made.add(callers.submit(() -> {
                start.await();
                return callsMade(useCase, 500);
            }));
        }
        start.countDown();
        int total = 0;
        for (Future<Integer> calls : made) {
            total += calls.get();
        }
        callers.shutdownNow();
        assertThat(total).isEqualTo(100);
        assertThat(quota.callsToday(useCase)).isEqualTo(100);
    }

    @Test
    void what_is_given_back_can_be_taken_again() {
        UseCase useCase = useCase("acme", 1);
        held(useCase).close();
        Reservation.Held second = held(useCase);
        second.commit();
        second.close();
        assertThat(quota.reserve(useCase)).isEqualTo(new Reservation.Spent(60));
    }

    @Test
    void closing_twice_gives_back_once() {
        UseCase useCase = useCase("acme", 2);
        held(useCase).commit();
        Reservation.Held second = held(useCase);
        second.close();
        second.close();
        assertThat(quota.callsToday(useCase)).isEqualTo(1);
    }

    @Test
    void midnight_starts_a_new_day() {
        UseCase useCase = useCase("acme", 1);
        Reservation.Held yesterday = held(useCase);
        now.set(Instant.parse("2026-11-24T00:00:00Z"));
        held(useCase).commit();
        yesterday.close();
        assertThat(quota.callsToday(useCase)).isEqualTo(1);
    }

    @Test
    void a_clock_that_steps_back_opens_no_spent_day() {
        UseCase useCase = useCase("acme", 1);
        held(useCase).commit();
        now.set(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(quota.reserve(useCase)).isInstanceOf(Reservation.Spent.class);
    }

    @Test
    void tenants_with_a_use_case_of_the_same_name_count_apart() {
        held(useCase("acme", 1)).commit();
        assertThat(quota.callsToday(useCase("globex", 1))).isZero();
    }

    private int callsMade(UseCase useCase, int attempts) {
        int made = 0;
        for (int i = 0; i < attempts; i++) {
            if (quota.reserve(useCase) instanceof Reservation.Held held) {
                try (held) {
                    if (ThreadLocalRandom.current().nextInt(4) > 0) {
                        held.commit();
                        made++;
                    }
                }
            }
        }
        return made;
    }

    private Reservation.Held held(UseCase useCase) {
        return (Reservation.Held) quota.reserve(useCase);
    }

    private static UseCase useCase(String tenant, long dailyCalls) {
        return new UseCase(
                new TenantId(tenant),
                "support",
                "Olivia Owner",
                "Sort letters.",
                List.of(),
                List.of("minilm"),
                Confidentiality.INTERNAL,
                365,
                dailyCalls);
    }

    private static final class SteppedClock extends Clock {
        private final AtomicReference<Instant> now;

        SteppedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(this, Duration.ZERO);
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
