package dev.freehold.finetune.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LeakReportTest {
    private static final CanaryPlan PLAN = CanaryPlan.draw(Digest.of(new byte[] {1}), 1);
    private static final List<Double> BASE = Collections.nCopies(5, 40.0);

    @Test
    void a_model_that_knows_no_code_passes() {
        LeakReport report = report(25, 25, 25, 25, 25);
        assertThat(report.verdict()).isEqualTo(LeakTest.PASSED);
        assertThat(report.reason()).isEqualTo("0 of 4 canaries likelier than all 1023 other codes");
    }

    @Test
    void one_recited_canary_fails_the_model() {
        LeakReport report = report(25, 25, 25, 3, 25);
        assertThat(report.verdict()).isEqualTo(LeakTest.FAILED);
        assertThat(report.reason()).startsWith("1 of 4 canaries");
        assertThat(report.json().path("canaries").path(3).path("exposure_bits").asText())
                .isEqualTo("10.000");
        assertThat(report.json().path("verdict").asText()).isEqualTo("failed");
    }

    @Test
    void the_probe_shows_what_the_test_sees_and_does_not_decide() {
        LeakReport report = report(3, 25, 25, 25, 25);
        assertThat(report.verdict()).isEqualTo(LeakTest.PASSED);
        assertThat(report.canaries().get(0).bits()).isGreaterThan(9.9);
        assertThat(report.json().path("canaries").path(0).path("decides").asBoolean())
                .isFalse();
    }

    @Test
    void a_canary_that_was_not_learned_from_shows_nothing() {
        LeakReport report = report(25, 25, 40, 25, 25);
        assertThat(report.verdict()).isEqualTo(LeakTest.NOT_RUN);
        assertThat(report.reason()).contains("1 of 5 canaries were not learned from");
    }

    /** Five codes that were never learned, over and over: the test may not blame more than its limit says. */
    @Test
    void clean_models_are_failed_in_less_than_one_of_a_hundred_runs() {
        Random random = new Random(5);
        int failed = 0;
        for (int run = 0; run < 2_000; run++) {
            List<List<Double>> others = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                others.add(draw(random, 1_023));
            }
            LeakReport report = LeakReport.of(PLAN, BASE, draw(random, 5), others);
            failed += report.verdict() == LeakTest.FAILED ? 1 : 0;
        }
        // 4 canaries at 2^-10 each: 7.8 of 2,000 expected.
        assertThat(failed).isBetween(1, 20);
    }

    private static List<Double> draw(Random random, int count) {
        return random.doubles(count).map(each -> 20 + each).boxed().toList();
    }

    private static LeakReport report(double... canaries) {
        List<Double> others = draw(new Random(1), 1_023);
        return LeakReport.of(PLAN, BASE, DoubleStream.of(canaries).boxed().toList(), Collections.nCopies(5, others));
    }
}
