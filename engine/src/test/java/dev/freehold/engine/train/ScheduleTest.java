package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void the_rate_rises_to_its_peak_and_falls_to_almost_zero() {
        Schedule schedule = Schedule.of(0.1, 0.2, 10);
        assertThat(IntStream.rangeClosed(1, 10).mapToDouble(schedule::rate).toArray())
                .containsExactly(
                        new double[] {0.05, 0.1, 0.1, 0.0875, 0.075, 0.0625, 0.05, 0.0375, 0.025, 0.0125},
                        within(1e-12));
        assertThat(Schedule.of(0.1, 0, 3).rate(1)).isEqualTo(0.1);
        assertThat(Schedule.of(0.1, 1, 3).rate(3)).isEqualTo(0.1);
    }

    @Test
    void a_split_holds_out_a_share_of_every_class_and_loses_nothing() {
        List<TokenizedExample> examples = new ArrayList<>();
        for (int i = 0; i < 105; i++) {
            examples.add(new TokenizedExample(new long[] {i}, i < 100 ? i % 2 : 2));
        }
        Split split = Split.of(examples, 0.1, new Order(new SplittableRandom(1)));
        assertThat(split.heldOut()).hasSize(10);
        assertThat(split.heldOut().stream().filter(e -> e.label() == 1)).hasSize(5);
        assertThat(split.train().stream().filter(e -> e.label() == 2)).hasSize(5);
        assertThat(new HashSet<>(split.train())).hasSize(95).doesNotContainAnyElementsOf(split.heldOut());
    }

    @Test
    void every_epoch_has_all_examples_in_another_order() {
        List<TokenizedExample> examples = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            examples.add(new TokenizedExample(new long[1 + i % 7], 0));
        }
        Order order = new Order(new SplittableRandom(1));
        List<List<TokenizedExample>> first = order.batches(examples, 8);
        List<List<TokenizedExample>> second = order.batches(examples, 8);
        assertThat(first).hasSize(7).isNotEqualTo(second);
        assertThat(first.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(examples);
        assertThat(new Order(new SplittableRandom(1)).batches(examples, 8)).isEqualTo(first);
    }
}
