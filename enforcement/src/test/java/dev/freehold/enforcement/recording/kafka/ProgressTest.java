package dev.freehold.enforcement.recording.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.audit.LedgerIntake.Taken;
import dev.freehold.enforcement.recording.kafka.CoverageReader.Known;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Known covered = Known.NOTHING.then(told(10, false));

    @Test
    void coverage_that_is_told_late_takes_nothing_back() {
        assertThat(covered.then(told(4, false)).covered()).isEqualTo(10);
    }

    @Test
    void a_ledger_that_asks_for_less_than_it_covered_gets_it_again_from_there() {
        Progress progress = new Progress(0, covered, Duration.ofMinutes(1));
        progress.held(12, new byte[] {1});
        Known restored = covered.then(told(4, true));
        assertThat(progress.sendAgain(restored)).isTrue();
        assertThat(progress.taken()).isEqualTo(new Taken(4, 4));
        assertThat(progress.sendAgain(restored)).as("asked once").isFalse();
        progress.held(12, new byte[] {1});
        assertThat(progress.sendAgain(restored.then(told(12, false)))).isFalse();
        assertThat(progress.taken()).isEqualTo(new Taken(12, 12));
    }

    private static CoverageMessage told(long records, boolean wanted) {
        return new CoverageMessage("gateway-1", 0, records, wanted, 100);
    }
}
