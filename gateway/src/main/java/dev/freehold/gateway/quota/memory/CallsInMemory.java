package dev.freehold.gateway.quota.memory;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.gateway.quota.CallQuota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts calls in this process: exact within it, and from zero again after a restart.
 *
 * <p>Two gateways count apart, and each allows the whole day. One lock for all is enough: it is held for a map look-up.
 */
@ApplicationScoped
public class CallsInMemory implements CallQuota {
    private final Clock clock;
    private final Map<Key, Long> calls = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    private record Key(TenantId tenant, String useCase) {
        static Key of(UseCase useCase) {
            return new Key(useCase.tenant(), useCase.id());
        }
    }

    @Inject
    public CallsInMemory() {
        this(Clock.systemUTC());
    }

    CallsInMemory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long callsToday(UseCase useCase) {
        turnDay();
        return calls.getOrDefault(Key.of(useCase), 0L);
    }

    @Override
    public synchronized Reservation reserve(UseCase useCase) {
        turnDay();
        Key key = Key.of(useCase);
        long before = calls.getOrDefault(key, 0L);
        if (before >= useCase.dailyCalls()) {
            return new Reservation.Spent(secondsToMidnight());
        }
        calls.put(key, before + 1);
        return new OneCall(key, day);
    }

    private synchronized void giveBack(Key key, LocalDate reservedOn) {
        turnDay();
        // Yesterday's reservation was thrown away with yesterday's counts.
        if (reservedOn.equals(day)) {
            calls.computeIfPresent(key, (k, count) -> count - 1);
        }
    }

    private void turnDay() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        // A clock that steps back keeps the later day: it must not hand out an allowance twice.
        if (today.isAfter(day)) {
            day = today;
            calls.clear();
        }
    }

    private long secondsToMidnight() {
        Duration left = Duration.between(
                clock.instant(), day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        return Math.max(1, left.toSeconds());
    }

    private final class OneCall implements Reservation.Held {
        private final Key key;
        private final LocalDate reservedOn;
        private boolean settled;

        OneCall(Key key, LocalDate reservedOn) {
            this.key = key;
            this.reservedOn = reservedOn;
        }

        @Override
        public synchronized void commit() {
            settled = true;
        }

        @Override
        public synchronized void close() {
            if (!settled) {
                settled = true;
                giveBack(key, reservedOn);
            }
        }
    }
}
