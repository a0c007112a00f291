package dev.freehold.finetune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CentroidsTest {
    @Test
    void the_nearest_is_by_direction_and_not_by_length() {
        Centroids centroids = new Centroids();
        centroids.learn("right", new float[] {1, 0.1f});
        centroids.learn("up", new float[] {0.1f, 9});

        assertThat(centroids.nearest(new float[] {50, 10})).isEqualTo("right");
        assertThat(centroids.nearest(new float[] {0.01f, 0.02f})).isEqualTo("up");
    }

    @Test
    void a_long_row_does_not_outweigh_the_others() {
        Centroids centroids = new Centroids();
        centroids.learn("mostly-right", new float[] {1, 0});
        centroids.learn("mostly-right", new float[] {1, 0});
        centroids.learn("mostly-right", new float[] {0, 1_000});
        centroids.learn("diagonal", new float[] {1, 1});

        assertThat(centroids.nearest(new float[] {1, 0})).isEqualTo("mostly-right");
    }

    @Test
    void equally_near_classes_are_told_apart_by_name() {
        Centroids centroids = new Centroids();
        centroids.learn("b", new float[] {1, 0});
        centroids.learn("a", new float[] {1, 0});
        assertThat(centroids.nearest(new float[] {1, 0})).isEqualTo("a");
    }

    @Test
    void nothing_learned_is_said() {
        assertThatThrownBy(() -> new Centroids().nearest(new float[] {1})).isInstanceOf(IllegalStateException.class);
    }
}
