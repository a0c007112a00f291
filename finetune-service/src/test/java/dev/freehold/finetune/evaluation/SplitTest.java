package dev.freehold.finetune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freehold.finetune.dataset.LabelledText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void every_label_keeps_its_share_on_both_sides() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<LabelledText> rows = rows(random, 2 + random.nextInt(10));
            Split<LabelledText> split = Split.stratified(rows, round);
            for (String label : labels(rows)) {
                assertThat((double) count(split.heldOut(), label)).isCloseTo(0.3 * count(rows, label), within(0.51));
                assertThat(count(split.train(), label)).isPositive();
                assertThat(count(split.heldOut(), label)).isPositive();
            }
        }
    }

    @Test
    void no_row_is_on_both_sides_and_none_is_lost() {
        List<LabelledText> rows = rows(new Random(3), 5);
        Split<LabelledText> split = Split.stratified(rows, 11);
        Set<LabelledText> both = new HashSet<>(split.train());
        both.retainAll(new HashSet<>(split.heldOut()));

        assertThat(both).isEmpty();
        List<LabelledText> all = new ArrayList<>(split.train());
        all.addAll(split.heldOut());
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void a_seed_gives_one_split_and_another_seed_another() {
        List<LabelledText> rows = rows(new Random(5), 4);
        assertThat(Split.stratified(rows, 42)).isEqualTo(Split.stratified(rows, 42));
        assertThat(Split.stratified(rows, 43)).isNotEqualTo(Split.stratified(rows, 42));
    }

    @Test
    void a_seed_gives_this_split_on_every_java() {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(new LabelledText("row " + i, i % 2 == 0 ? "even" : "odd"));
        }
        assertThat(Split.stratified(rows, 1).heldOut().stream().map(LabelledText::text))
                .containsExactly("row 1", "row 12", "row 13", "row 14", "row 18", "row 19");
    }

    private static List<LabelledText> rows(Random random, int labels) {
        List<LabelledText> rows = new ArrayList<>();
        for (int label = 0; label < labels; label++) {
            int count = 8 + random.nextInt(60);
            for (int i = 0; i < count; i++) {
                rows.add(new LabelledText("text " + label + "/" + i, "label-" + label));
            }
        }
        return rows;
    }

    private static Set<String> labels(List<LabelledText> rows) {
        Set<String> labels = new HashSet<>();
        rows.forEach(row -> labels.add(row.label()));
        return labels;
    }

    private static long count(List<LabelledText> rows, String label) {
        return rows.stream().filter(row -> row.label().equals(label)).count();
    }
}
