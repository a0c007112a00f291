package dev.freehold.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static final int TOKENS = 40;

    @Test
    void without_temperature_the_likeliest_is_taken() {
        Sampler sampler = new Sampler(0, 0.5, new SplittableRandom(1));
        assertThat(sampler.choose(new float[] {-2, 3, 1, 3})).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.7, 0.95, 1})
    void only_the_nucleus_is_drawn_from_and_all_of_it(double topP) {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20; round++) {
            float[] logits = logits(random);
            double temperature = random.nextDouble(0.3, 2);
            Set<Integer> nucleus = nucleus(logits, temperature, topP);
            Sampler sampler = new Sampler(temperature, topP, random.split());
            Set<Integer> drawn = new HashSet<>();
            for (int i = 0; i < 3000; i++) {
                drawn.add(sampler.choose(logits));
            }
            assertThat(nucleus).containsAll(drawn);
            assertThat(drawn).containsAll(expected(logits, temperature, nucleus));
        }
    }

    @Test
    void tokens_come_as_often_as_they_are_likely() {
        float[] logits = {0, (float) Math.log(3), Float.NEGATIVE_INFINITY};
        Sampler sampler = new Sampler(1, 1, new SplittableRandom(3));
        int[] counts = new int[3];
        for (int i = 0; i < 20_000; i++) {
            counts[sampler.choose(logits)]++;
        }
        assertThat(counts[1]).isBetween(14_700, 15_300);
        assertThat(counts[2]).isZero();
    }

    @Test
    void one_seed_gives_one_sequence() {
        assertThat(sequence(5)).containsExactly(sequence(5)).isNotEqualTo(sequence(6));
    }

    @Test
    void logits_that_are_no_numbers_are_refused() {
        Sampler sampler = new Sampler(1, 1, new SplittableRandom(3));
        assertThatThrownBy(() -> sampler.choose(new float[] {1, Float.NaN})).hasMessageContaining("not numbers");
    }

    private static int[] sequence(long seed) {
        Sampler sampler = new Sampler(1, 0.9, new SplittableRandom(seed));
        float[] logits = logits(new SplittableRandom(2));
        return IntStream.range(0, 50).map(i -> sampler.choose(logits)).toArray();
    }

    private static float[] logits(SplittableRandom random) {
        float[] logits = new float[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            logits[i] = (float) random.nextGaussian(0, 2);
        }
        return logits;
    }

    /** By the definition: tokens in order of likelihood until their share is reached. */
    private static Set<Integer> nucleus(float[] logits, double temperature, double topP) {
        double[] shares = shares(logits, temperature);
        Set<Integer> nucleus = new HashSet<>();
        double mass = 0;
        for (int token : IntStream.range(0, TOKENS)
                .boxed()
                .sorted((a, b) -> Double.compare(shares[b], shares[a]))
                .mapToInt(Integer::intValue)
                .toArray()) {
            if (mass < topP) {
                nucleus.add(token);
                mass += shares[token];
            }
        }
        return nucleus;
    }

    /** Members so likely that they must have come in so many draws. */
    private static Set<Integer> expected(float[] logits, double temperature, Set<Integer> nucleus) {
        double[] shares = shares(logits, temperature);
        Set<Integer> expected = new HashSet<>(nucleus);
        expected.removeIf(token -> shares[token] < 0.01);
        return expected;
    }

    private static double[] shares(float[] logits, double temperature) {
        double[] shares = new double[TOKENS];
        double total = 0;
        for (int i = 0; i < TOKENS; i++) {
            shares[i] = Math.exp(logits[i] / temperature);
            total += shares[i];
        }
        for (int i = 0; i < TOKENS; i++) {
            shares[i] /= total;
        }
        return shares;
    }
}
