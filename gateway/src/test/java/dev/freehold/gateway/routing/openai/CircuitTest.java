package dev.freehold.gateway.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Circuit circuit = new Circuit(3, Duration.ofSeconds(5), now::get);

    @Test
    void failures_in_a_row_open_it() {
        fail(2);
        assertThat(circuit.admits()).isTrue();
        fail(1);
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void an_answer_between_failures_starts_the_count_anew() {
        fail(2);
        circuit.worked();
        fail(2);
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void after_the_pause_one_call_tries_and_the_others_wait() {
        fail(3);
        now.set(now.get().plusSeconds(5));
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
        circuit.worked();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void a_try_that_fails_opens_it_for_another_pause() {
        fail(3);
        now.set(now.get().plusSeconds(5));
        assertThat(circuit.admits()).isTrue();
        circuit.failed();
        now.set(now.get().plusMillis(4_999));
        assertThat(circuit.admits()).isFalse();
        now.set(now.get().plusMillis(1));
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void late_failures_of_earlier_calls_do_not_prolong_the_pause() {
        fail(3);
        now.set(now.get().plusSeconds(4));
        circuit.failed();
        now.set(now.get().plusSeconds(1));
        assertThat(circuit.admits()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed();
        }
    }
}
