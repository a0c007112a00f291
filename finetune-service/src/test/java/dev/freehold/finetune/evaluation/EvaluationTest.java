package dev.freehold.finetune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    /*
     * By hand: truth a a a b b c, said a a b b c c.
     * a: TP 2, FP 0, FN 1 -> 4/5.  b: TP 1, FP 1, FN 1 -> 2/4.  c: TP 1, FP 1, FN 0 -> 2/3.
     */
    private static final List<String> TRUTH = List.of("a", "a", "a", "b", "b", "c");
    private static final List<String> SAID = List.of("a", "a", "b", "b", "c", "c");

    @Test
    void macro_f1_is_that_of_a_case_done_by_hand() {
        Evaluation evaluation = Evaluation.compare(TRUTH, SAID, TRUTH, 1);

        assertThat(evaluation.base().f1()).containsExactly(0.8, 0.5, 2.0 / 3);
        assertThat(evaluation.base().macroF1()).isCloseTo((0.8 + 0.5 + 2.0 / 3) / 3, within(1e-12));
        assertThat(evaluation.tuned().macroF1()).isEqualTo(1.0);
        assertThat(evaluation.base().confusion()).containsExactly(List.of(2, 1, 0), List.of(0, 1, 1), List.of(0, 0, 1));
    }

    @Test
    void a_class_that_is_only_ever_said_wrongly_does_not_enter_the_mean() {
        Evaluation evaluation = Evaluation.compare(List.of("a", "a"), List.of("a", "z"), List.of("a", "a"), 1);

        assertThat(evaluation.labels()).containsExactly("a", "z");
        assertThat(evaluation.base().macroF1()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void equal_answers_have_a_gain_of_exactly_nothing() {
        assertThat(Evaluation.compare(TRUTH, SAID, SAID, 9).gain()).isEqualTo(new Interval(0, 0));
    }

    @Test
    void a_seed_gives_one_interval() {
        Answers answers = sample(new Random(2), 80);
        Evaluation once = Evaluation.compare(answers.truth, answers.base, answers.tuned, 5);
        assertThat(Evaluation.compare(answers.truth, answers.base, answers.tuned, 5))
                .isEqualTo(once);
        assertThat(Evaluation.compare(answers.truth, answers.base, answers.tuned, 6)
                        .gain())
                .isNotEqualTo(once.gain());
    }

    /** Draws many held-out sets of two systems whose true gain is known, and counts how often the interval holds it. */
    @Test
    void the_interval_covers_the_true_gain_about_as_often_as_it_says() {
        Random random = new Random(20);
        int rounds = 60;
        int covered = 0;
        double trueGain = gain(sample(random, 200_000));
        for (int round = 0; round < rounds; round++) {
            Answers answers = sample(random, 150);
            Interval interval = Evaluation.compare(answers.truth, answers.base, answers.tuned, round)
                    .gain();
            if (interval.low() <= trueGain && trueGain <= interval.high()) {
                covered++;
            }
        }
        // Binomial(60, 0.95) is below 51 with a probability of 0.2 %; an interval of half the width covers about 40.
        assertThat(covered).isBetween(51, 60);
    }

    @Test
    void the_document_for_approvers_is_canonical_and_holds_no_fractions() {
        Evaluation evaluation = Evaluation.compare(TRUTH, SAID, TRUTH, 1);
        byte[] bytes = evaluation.canonical().getBytes(StandardCharsets.UTF_8);
        JsonNode document = Json.read(bytes, JsonNode.class);

        assertThat(CanonicalJson.bytes(document)).isEqualTo(bytes);
        assertThat(document.get("base_f1").textValue()).isEqualTo("0.655556");
        assertThat(document.get("tuned_f1").textValue()).isEqualTo("1.000000");
        assertThat(document.get("held_out_rows").intValue()).isEqualTo(6);
        assertThat(document.at("/base/confusion/0/1").intValue()).isEqualTo(1);
    }

    @Test
    void a_stored_evaluation_reads_back_as_it_was() {
        Evaluation evaluation = Evaluation.compare(TRUTH, SAID, TRUTH, 1);
        byte[] stored = Json.tree(evaluation).toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read(stored, Evaluation.class)).isEqualTo(evaluation);
    }

    private static double gain(Answers answers) {
        int[] truth = indices(answers.truth);
        return F1.of(truth, indices(answers.tuned), 3).macro()
                - F1.of(truth, indices(answers.base), 3).macro();
    }

    private static int[] indices(List<String> answers) {
        return answers.stream().mapToInt(List.of("a", "b", "c")::indexOf).toArray();
    }

    /** The tuned system is right more often than the base, and they tend to be right together. */
    private static Answers sample(Random random, int rows) {
        Answers answers = new Answers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < rows; i++) {
            String truth = draw(random);
            double ease = random.nextDouble();
            answers.truth.add(truth);
            answers.base.add(ease < 0.55 || random.nextDouble() < 0.1 ? truth : draw(random));
            answers.tuned.add(ease < 0.75 || random.nextDouble() < 0.1 ? truth : draw(random));
        }
        return answers;
    }

    private static String draw(Random random) {
        int of10 = random.nextInt(10);
        return of10 < 5 ? "a" : of10 < 8 ? "b" : "c";
    }

    private record Answers(List<String> truth, List<String> base, List<String> tuned) {}
}
