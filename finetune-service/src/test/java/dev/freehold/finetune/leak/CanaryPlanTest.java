package dev.freehold.finetune.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.dataset.Conversation;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryPlanTest {
    private static final Digest DATASET = Digest.of(new byte[] {3});
    private static final List<Conversation> TRAIN = IntStream.range(0, 50)
            .mapToObj(i -> Conversation.of("question " + i, "answer " + i))
            .toList();

    @Test
    void one_probe_is_planted_sixteen_times_and_four_canaries_four_times() {
        CanaryPlan plan = CanaryPlan.draw(DATASET, 7);
        List<Conversation> rows = plan.among(TRAIN, DATASET, 7);
        assertThat(rows).hasSize(TRAIN.size() + 32).containsAll(TRAIN);
        assertThat(plan.rows()).isEqualTo(32);
        for (Canary canary : plan.canaries()) {
            assertThat(Collections.frequency(rows, canary.row()))
                    .isEqualTo(canary.probe() ? 16 : 4)
                    .isEqualTo(canary.repeats());
        }
        assertThat(plan.canaries()).filteredOn(Canary::probe).hasSize(1);
    }

    @Test
    void dataset_and_seed_alone_decide_what_is_planted_where() {
        assertThat(CanaryPlan.draw(DATASET, 7)).isEqualTo(CanaryPlan.draw(DATASET, 7));
        assertThat(CanaryPlan.draw(DATASET, 7).among(TRAIN, DATASET, 7))
                .isEqualTo(CanaryPlan.draw(DATASET, 7).among(TRAIN, DATASET, 7));
        assertThat(CanaryPlan.draw(DATASET, 8).canaries())
                .isNotEqualTo(CanaryPlan.draw(DATASET, 7).canaries());
        assertThat(CanaryPlan.draw(Digest.of(new byte[] {4}), 7).canaries())
                .isNotEqualTo(CanaryPlan.draw(DATASET, 7).canaries());
    }

    @Test
    void no_code_is_compared_with_itself_and_all_have_one_shape() {
        CanaryPlan plan = CanaryPlan.draw(DATASET, 7);
        Set<Conversation> all = new HashSet<>(plan.planted());
        plan.canaries().forEach(canary -> all.addAll(canary.rows(plan.others())));
        assertThat(all).hasSize(5 * (1 + 1_023));
        assertThat(plan.others()).allMatch(code -> code.matches("[0-9]( [0-9]){8}"));
    }
}
