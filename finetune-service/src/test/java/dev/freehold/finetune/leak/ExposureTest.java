package dev.freehold.finetune.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private static final List<Double> OTHERS =
            IntStream.rangeClosed(1, 1_023).asDoubleStream().boxed().toList();

    @Test
    void the_likeliest_of_1024_codes_has_ten_bits_and_the_unlikeliest_none() {
        assertThat(Exposure.bits(0.5, OTHERS)).isEqualTo(10, within(1e-12));
        assertThat(Exposure.bits(2_000, OTHERS)).isEqualTo(0, within(1e-12));
    }

    @Test
    void each_halving_of_the_rank_is_one_bit() {
        assertThat(Exposure.bits(511.5, OTHERS)).isEqualTo(1, within(1e-12));
        assertThat(Exposure.bits(255.5, OTHERS)).isEqualTo(2, within(1e-12));
        assertThat(Exposure.bits(1.5, OTHERS)).isEqualTo(9, within(1e-12));
    }

    @Test
    void a_code_that_is_as_likely_as_others_is_not_ahead_of_them() {
        assertThat(Exposure.bits(1, List.of(1.0, 1.0, 1.0))).isEqualTo(0, within(1e-12));
    }

    /** What the literature derives for a secret that was never learned: its rank is uniform. */
    @Test
    void an_unlearned_secret_has_1_44_bits_on_average_and_b_bits_with_probability_2_to_the_minus_b() {
        double[] all = IntStream.rangeClosed(0, 1_023)
                .mapToDouble(place -> Exposure.bits(place + 0.5, OTHERS))
                .toArray();
        // log2(1024) - log2(1024!) / 1024; its limit is 1 / ln 2.
        assertThat(DoubleStream.of(all).average().orElseThrow())
                .isEqualTo(1.4427, within(0.007))
                .isLessThan(1 / Math.log(2));
        for (int bits = 0; bits <= 10; bits++) {
            double least = bits - 1e-9;
            assertThat(DoubleStream.of(all).filter(each -> each >= least).count())
                    .isEqualTo(1_024 >> bits);
        }
    }

    @Test
    void a_likelier_code_is_never_less_exposed() {
        double before = Double.POSITIVE_INFINITY;
        for (double loss = -5; loss < 1_100; loss += 0.7) {
            double bits = Exposure.bits(loss, OTHERS);
            assertThat(bits).isLessThanOrEqualTo(before).isBetween(0.0, 10.0);
            before = bits;
        }
    }

    @Test
    void what_is_no_number_has_no_exposure() {
        assertThatThrownBy(() -> Exposure.bits(Double.NaN, OTHERS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exposure.bits(1, List.of(Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
