package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    @Test
    void losses_are_means_over_tokens_and_not_over_texts() {
        HeldOut heldOut = new HeldOut(List.of(new HeldOut.Row(3, 1, 1), new HeldOut.Row(3, 3, 3)));

        assertThat(heldOut.baseLoss()).isEqualTo(1.5);
        assertThat(heldOut.tunedLoss()).isEqualTo(1);
        assertThat(heldOut.gain(1).mean()).isEqualTo(0.5);
    }

    @Test
    void a_gain_that_every_text_shows_is_certain_and_noise_is_not() {
        HeldOut.Gain sure = rows(0.5, 0.1).gain(1);
        HeldOut.Gain noise = rows(0, 1).gain(1);

        assertThat(sure.low()).isPositive().isLessThan(sure.mean());
        assertThat(sure.high()).isGreaterThan(sure.mean());
        assertThat(noise.low()).isNegative();
        assertThat(noise.high()).isPositive();
        assertThat(rows(0.5, 0.1).gain(1)).isEqualTo(sure);
    }

    /** The half width of a mean's interval is 1.96 standard errors. */
    @Test
    void the_interval_is_as_wide_as_theory_says() {
        HeldOut.Gain gain = rows(0, 1).gain(2);

        assertThat((gain.high() - gain.low()) / 2).isCloseTo(1.96 / Math.sqrt(400), within(0.02));
    }

    @Test
    void without_texts_nothing_is_claimed() {
        HeldOut none = new HeldOut(List.of());

        assertThat(none.baseLoss()).isZero();
        assertThat(none.gain(1)).isEqualTo(new HeldOut.Gain(0, 0, 0));
    }

    private static HeldOut rows(double mean, double deviation) {
        SplittableRandom random = new SplittableRandom(5);
        List<HeldOut.Row> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(new HeldOut.Row(10 + random.nextGaussian(mean, deviation), 10, 1));
        }
        return new HeldOut(rows);
    }
}
