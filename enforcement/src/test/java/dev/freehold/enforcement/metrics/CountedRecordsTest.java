package dev.freehold.enforcement.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedRecordsTest {
    private static final Digest BUNDLE = Digest.of(new byte[0]);
    private static final Receipt RECEIPT = new Receipt(new Position("test", 0, 0), BUNDLE);
    private static final Reason NO = new Reason("MODEL_REVOKED", "No.", "Ask.");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditEvents events = new AuditEvents(Clock.systemUTC());

    private AuditRecorder counting(AuditRecorder recorder) {
        return new CountedRecords(recorder, registry);
    }

    private AuditEvent intent(String action, Decision decision) {
        return events.intent(
                "inference",
                new DecisionRequest(
                        DecisionRequest.SCHEMA,
                        Instant.EPOCH,
                        new TenantId("acme"),
                        new DecisionRequest.Subject("p-1", "key-1", List.of(Role.APPLICATION)),
                        action,
                        DecisionRequest.Resource.named("model", "a-name-that-a-caller-wrote"),
                        null,
                        List.of(new FindingCount("email", "PII", 3)),
                        0),
                decision,
                null);
    }

    private double count(String name, String label, String value) {
        return registry.find(name).tag(label, value).counter().count();
    }

    @Test
    void an_action_is_counted_when_its_outcome_is_recorded_and_not_before() {
        AuditRecorder recorder = counting(event -> RECEIPT);
        AuditEvent intent = intent(Actions.MODEL_CHAT, new Decision.Allowed("d", BUNDLE, List.of()));
        recorder.record(intent);
        assertThat(registry.find("freehold_actions").counter()).isNull();
        assertThat(count("freehold_findings", "category", "PII")).isEqualTo(3);
        recorder.record(events.outcome(intent, Ending.ok()));
        assertThat(count("freehold_actions", "result", "ok")).isEqualTo(1);
        assertThat(registry.find("freehold_action_duration")
                        .tag("action", "model.chat")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void denials_are_counted_by_reason_and_failures_by_problem() {
        AuditRecorder recorder = counting(event -> RECEIPT);
        AuditEvent denied = intent(Actions.MODEL_CHAT, new Decision.Denied("d", BUNDLE, List.of(NO)));
        recorder.record(denied);
        recorder.record(events.outcome(denied, Ending.denied("MODEL_REVOKED")));
        AuditEvent failed = intent(Actions.MODEL_CHAT, new Decision.Allowed("d", BUNDLE, List.of()));
        recorder.record(events.outcome(failed, Ending.failed("UPSTREAM_TIMEOUT")));
        assertThat(count("freehold_denials", "code", "MODEL_REVOKED")).isEqualTo(1);
        assertThat(count("freehold_failures", "code", "UPSTREAM_TIMEOUT")).isEqualTo(1);
        assertThat(registry.find("freehold_failures")
                        .tag("code", "MODEL_REVOKED")
                        .counter())
                .isNull();
    }

    @Test
    void what_is_not_recorded_is_counted_as_that_alone() {
        AuditRecorder recorder = counting(event -> {
            throw new RecordingUnavailable("full");
        });
        AuditEvent intent = intent(Actions.MODEL_CHAT, new Decision.Allowed("d", BUNDLE, List.of()));
        assertThatThrownBy(() -> recorder.record(events.outcome(intent, Ending.ok())))
                .isInstanceOf(RecordingUnavailable.class);
        assertThat(registry.find("freehold_records_refused").counter().count()).isEqualTo(1);
        assertThat(registry.find("freehold_actions").counter()).isNull();
    }

    @Test
    void no_label_holds_what_a_caller_wrote_and_none_has_endless_values() {
        AuditRecorder recorder = counting(event -> RECEIPT);
        for (int i = 0; i < 1000; i++) {
            AuditEvent intent = intent(Actions.MODEL_CHAT, new Decision.Allowed("d", BUNDLE, List.of()));
            recorder.record(events.outcome(intent, Ending.failed("CODE_" + i)));
        }
        assertThat(registry.find("freehold_failures").counters()).hasSize(201);
        assertThat(count("freehold_failures", "code", "OTHER")).isEqualTo(800);
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::toString))
                .noneMatch(
                        id -> id.contains("a-name-that-a-caller-wrote") || id.contains("p-1") || id.contains("key-1"));
    }
}
