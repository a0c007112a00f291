package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.lora.AdapterLayout;
import dev.freehold.engine.lora.LoraConfig;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.worker.TuningParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientTest {
    /** The loss has about seven digits, so the step must be wide; two distances take the curvature out to fifth order. */
    private static final double STEP = 0.01;

    private static final int CLASSES = 3;
    private static final TuningParameters LORA = new TuningParameters(
            3, 6, 0, List.of("query", "key", "value", "dense"), 1e-3, 1, 8, 32, 0.1, 0.01, 1.0, 0, 1);
    private static final List<TokenizedExample> BATCH = List.of(
            new TokenizedExample(new long[] {2, 13, 7, 15, 4, 3}, 0),
            new TokenizedExample(new long[] {2, 11, 3}, 1),
            new TokenizedExample(new long[] {2, 19, 20, 5, 6, 9, 14, 23, 3}, 2));

    @TempDir
    Path folder;

    @Test
    void gradients_of_every_adapter_tensor_equal_finite_differences() throws IOException {
        List<NamedShape> layout = layout();
        List<float[]> values = values(layout);
        try (Tensors scope = Tensors.open(1);
                EncoderModel base = EncoderModel.load(scope, TinyBert.write(folder))) {
            List<float[]> gradients = gradients(scope, base, values);
            for (int i = 0; i < layout.size(); i++) {
                float[] gradient = gradients.get(i);
                double norm = norm(gradient);
                assertThat(norm).as(layout.get(i).name()).isGreaterThan(5e-3);
                // Along its own direction a gradient's slope is its length.
                double near = difference(scope, base, values, i, gradient, STEP / norm);
                double far = difference(scope, base, values, i, gradient, 2 * STEP / norm);
                double slope = (8 * near - far) / (12 * STEP);
                assertThat(slope).as(layout.get(i).name()).isCloseTo(norm, within(1e-3 * norm + 1e-5));
            }
        }
    }

    @Test
    void the_base_gets_no_gradient() throws IOException {
        try (Tensors scope = Tensors.open(1);
                EncoderModel base = EncoderModel.load(scope, TinyBert.write(folder))) {
            gradients(scope, base, values(layout()));
            assertThat(base.weights()).noneMatch(PtNDArray::hasGradient);
        }
    }

    @Test
    void gradients_of_accumulated_batches_are_those_of_one_batch_of_all() throws IOException {
        try (Tensors scope = Tensors.open(1);
                EncoderModel base = EncoderModel.load(scope, TinyBert.write(folder))) {
            List<float[]> values = values(layout());
            List<float[]> together = gradients(scope, base, values);
            try (TrainableClassifier classifier = new AdapterRecipe(LORA, base).trainable(scope, CLASSES, values);
                    Tensors inner = scope.inner()) {
                classifier.learn(inner, BATCH.subList(0, 1), 1 / 3.0);
                classifier.learn(inner, BATCH.subList(1, 3), 2 / 3.0);
                List<PtNDArray> apart = Program.gradients(classifier.parameters());
                for (int i = 0; i < apart.size(); i++) {
                    assertThat(apart.get(i).toFloatArray()).containsExactly(together.get(i), Offset.offset(1e-5f));
                }
            }
        }
    }

    private static List<NamedShape> layout() {
        LoraConfig lora = new LoraConfig(LORA.rank(), LORA.alpha(), LORA.dropout(), LORA.targets(), "tiny");
        return AdapterLayout.tensors(lora, TinyBert.CONFIG, CLASSES);
    }

    private static double difference(
            Tensors scope, EncoderModel base, List<float[]> values, int index, float[] direction, double by) {
        return loss(scope, base, moved(values, index, direction, by))
                - loss(scope, base, moved(values, index, direction, -by));
    }

    private static List<float[]> gradients(Tensors scope, EncoderModel base, List<float[]> values) {
        try (TrainableClassifier classifier = new AdapterRecipe(LORA, base).trainable(scope, CLASSES, values);
                Tensors inner = scope.inner()) {
            classifier.learn(inner, BATCH, 1);
            return Program.gradients(classifier.parameters()).stream()
                    .map(PtNDArray::toFloatArray)
                    .toList();
        }
    }

    private static double loss(Tensors scope, EncoderModel base, List<float[]> values) {
        try (TrainableClassifier classifier = new AdapterRecipe(LORA, base).trainable(scope, CLASSES, values);
                Tensors inner = scope.inner()) {
            return classifier.learn(inner, BATCH, 1);
        }
    }

    private static List<float[]> moved(List<float[]> values, int index, float[] direction, double by) {
        List<float[]> moved = new ArrayList<>(values);
        float[] elements = values.get(index).clone();
        for (int k = 0; k < elements.length; k++) {
            elements[k] += (float) (by * direction[k]);
        }
        moved.set(index, elements);
        return moved;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static List<float[]> values(List<NamedShape> layout) {
        SplittableRandom random = new SplittableRandom(2);
        List<float[]> values = new ArrayList<>();
        for (NamedShape tensor : layout) {
            float[] elements = new float[tensor.elements()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = (float) random.nextGaussian(0, 0.3);
            }
            values.add(elements);
        }
        return values;
    }
}
