package dev.freehold.finetune.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadGateTest {
    @Test
    void an_upload_beyond_the_bound_is_refused_and_the_next_one_passes() {
        UploadGate gate = new UploadGate(1, Duration.ofMillis(10));
        gate.pass(() -> {
            assertThatThrownBy(() -> gate.pass(() -> "second"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("FINETUNE_UPLOADS_BUSY");
            return "first";
        });
        assertThat(gate.pass(() -> "third")).isEqualTo("third");
    }

    @Test
    void an_upload_that_fails_leaves_the_gate_open() {
        UploadGate gate = new UploadGate(1, Duration.ofMillis(10));
        assertThatThrownBy(() -> gate.pass(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(gate.pass(() -> "next")).isEqualTo("next");
    }

    @Test
    void the_bound_names_its_key() {
        assertThatThrownBy(() -> new UploadGate(0)).hasMessageContaining("freehold.finetune.intake.at-once");
    }
}
