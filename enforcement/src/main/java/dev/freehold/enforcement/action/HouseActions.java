package dev.freehold.enforcement.action;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.EventIds;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what this platform does by itself, because of how it was installed or started and at no caller's wish. No policy is
 * asked, since nobody is there whom policy could judge; each action is recorded, before and after it happens.
 */
public final class HouseActions {
    private final AuditRecorder recorder;
    private final AuditEvents events;
    private final Clock clock;

    public HouseActions(AuditRecorder recorder, AuditEvents events, Clock clock) {
        this.recorder = recorder;
        this.events = events;
        this.clock = clock;
    }

    /**
     * One such action.
     *
     * @param actor the part of the platform that acts, such as {@code bootstrap}
     * @param family first part of the events' types, such as {@code registry}
     * @param name one of {@link dev.freehold.contracts.decision.Actions}
     */
    public record Act(
            TenantId tenant,
            String actor,
            String family,
            String name,
            AuditEvent.Subject on,
            @Nullable String useCase) {}

    /**
     * Records the intent, does the work and records the outcome.
     *
     * @throws RecordingUnavailable if either cannot be recorded; without the intent nothing is done
     */
    public <T> T perform(Act act, Supplier<T> work, Function<T, Ending> ending) {
        AuditEvent intent = intent(act);
        recorder.record(intent);
        T done;
        try {
            done = work.get();
        } catch (RuntimeException e) {
            recorder.record(events.outcome(intent, Ending.failed("INTERNAL")));
            throw e;
        }
        recorder.record(events.outcome(intent, ending.apply(done)));
        return done;
    }

    private AuditEvent intent(Act act) {
        Instant now = clock.instant();
        return new AuditEvent(
                AuditEvent.SCHEMA,
                EventIds.at(now),
                act.family() + ".intent",
                now,
                act.tenant(),
                act.name(),
                new AuditEvent.Actor(act.actor(), act.actor(), List.of()),
                act.useCase(),
                act.on(),
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
