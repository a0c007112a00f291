package dev.freehold.finetune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossComparisonTest {
    @Test
    void a_long_row_counts_by_its_tokens() {
        LossComparison comparison =
                LossComparison.of(List.of(new RowLoss(10, 10), new RowLoss(60, 20)), losses(5, 10, 30, 20), 1);
        assertThat(comparison.base()).isEqualTo(70 / 30.0, within(1e-12));
        assertThat(comparison.tuned()).isEqualTo(35 / 30.0, within(1e-12));
        assertThat(comparison.tokens()).isEqualTo(30);
    }

    @Test
    void a_steady_gain_is_above_zero_and_none_is_not() {
        Random random = new Random(2);
        List<RowLoss> base = new ArrayList<>();
        List<RowLoss> better = new ArrayList<>();
        List<RowLoss> other = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double loss = 20 + 5 * random.nextGaussian();
            base.add(new RowLoss(loss, 10));
            better.add(new RowLoss(loss - 2, 10));
            other.add(new RowLoss(loss + random.nextGaussian(), 10));
        }
        Interval gain = LossComparison.of(base, better, 3).gain();
        // Paired: what is hard for both cancels out, whatever the spread of the rows.
        assertThat(gain.low()).isEqualTo(0.2, within(1e-9));
        assertThat(gain.high()).isEqualTo(0.2, within(1e-9));
        Interval none = LossComparison.of(base, other, 3).gain();
        assertThat(none.low()).isNegative();
        assertThat(none.high()).isPositive();
        assertThat(LossComparison.of(base, other, 3)).isEqualTo(LossComparison.of(base, other, 3));
    }

    @Test
    void nothing_is_compared_with_nothing() {
        assertThatThrownBy(() -> LossComparison.of(List.of(), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RowLoss(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<RowLoss> losses(double first, long firstTokens, double second, long secondTokens) {
        return List.of(new RowLoss(first, firstTokens), new RowLoss(second, secondTokens));
    }
}
