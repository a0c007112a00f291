package dev.freehold.enforcement.recording.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record counts once whoever carries it holds it, and is forgotten once a checkpoint covers it. */
class ReplicatedTest {
    @TempDir
    Path folder;

    private final FarSide far = new FarSide();
    private WalRecorder recorder;

    private WalRecorder recorder(boolean replicated) {
        recorder = new WalRecorder(
                new WalSettings(
                        folder,
                        "node-1",
                        128 << 10,
                        4,
                        64,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(50),
                        replicated),
                far,
                new AuditEvents(Clock.systemUTC()));
        return recorder;
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void what_is_acknowledged_is_held() {
        recorder(true);
        for (int i = 1; i <= 20; i++) {
            recorder.record(Events.intent());
            assertThat(far.held()).hasSizeGreaterThanOrEqualTo(i);
        }
    }

    @Test
    void while_the_far_side_is_away_nothing_is_acknowledged_and_nothing_written() {
        recorder(true).record(Events.intent());
        far.away("the broker is away");
        long asked = System.nanoTime();
        assertThatThrownBy(() -> recorder.record(Events.intent()))
                .isInstanceOf(RecordingUnavailable.class)
                .hasMessage("the broker is away");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(500));
        assertThat(recorder.report().refusing()).isEqualTo("the broker is away");
        far.away(null);
        recorder.record(Events.intent());
        assertThat(far.held()).hasSize(2);
    }

    @Test
    void an_intent_that_was_written_and_not_acknowledged_is_ended_as_interrupted() {
        recorder(true).record(Events.intent());
        far.refuses(true);
        AuditEvent unheld = Events.intent();
        assertThatThrownBy(() -> recorder.record(unheld)).isInstanceOf(RecordingUnavailable.class);
        far.refuses(false);
        await(() -> outcomes(unheld).equals(List.of("interrupted")));
        await(() -> recorder.report().ok());
        recorder.record(Events.intent());
    }

    @Test
    void local_answers_while_the_far_side_is_away() {
        recorder(false);
        far.away("the broker is away");
        far.refuses(true);
        for (int i = 0; i < 20; i++) {
            recorder.record(Events.intent());
        }
        assertThat(far.held()).isEmpty();
        assertThat(recorder.report().ok()).isTrue();
    }

    @Test
    void what_is_held_and_not_covered_is_not_forgotten() {
        recorder(false);
        AuditEvent last = Events.intent();
        assertThatThrownBy(() -> {
                    while (true) {
                        AuditEvent intent = Events.intent(20_000);
                        recorder.record(intent);
                        recorder.record(Events.outcome(intent));
                    }
                })
                .isInstanceOf(RecordingUnavailable.class)
                .hasMessageContaining("bound of 4 segments");
        far.coverAll();
        await(() -> recorder.report().ok());
        recorder.record(last);
    }

    @Test
    void what_the_far_side_loses_before_it_is_covered_is_sent_again() {
        recorder(true);
        for (int i = 0; i < 10; i++) {
            recorder.record(Events.intent());
        }
        far.coverAll();
        for (int i = 0; i < 10; i++) {
            recorder.record(Events.intent());
        }
        far.lose();
        await(() -> far.held().size() == 20);
        for (int i = 0; i < 20; i++) {
            assertThat(Json.read(far.held().get(i), JsonNode.class).path("seq").intValue())
                    .isEqualTo(i);
        }
    }

    private List<String> outcomes(AuditEvent intent) {
        return far.held().stream()
                .map(record -> Json.read(record, JsonNode.class))
                .filter(record -> intent.id().equals(record.path("intent").textValue()))
                .map(record -> record.at("/outcome/status").textValue())
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
