package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Classifier;
import dev.freehold.engine.encoder.ClassifierFolder;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderWeight;
import dev.freehold.engine.fixture.EncoderGolden;
import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.lora.Adapter;
import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.lora.AdapterTensor;
import dev.freehold.engine.lora.MalformedAdapter;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.TuningParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logits and gradients are those of transformers and PEFT. */
class ClassifierGoldenTest {
    private static final Offset<Float> LOGITS = Offset.offset(1e-4f);
    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-6;
    private static final double SMALL = 1e-3;

    @Test
    void a_whole_model_gives_transformers_logits_and_class_names() {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"));
                Classifier classifier = ClassifierFolder.open(scope, model)) {
            assertThat(classifier.labels()).isEqualTo(EncoderGolden.classes());
            assertLogits("base", classifier);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter", "adapter-base-pooler", "adapter-dense"})
    void an_adapter_that_peft_wrote_gives_pefts_logits(String name) {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"));
                Classifier classifier = AdapterFolder.load(EncoderGolden.folder(name), model.config())
                        .over(scope, model)) {
            assertThat(classifier.labels()).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
            assertLogits(name, classifier);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter", "adapter-dense"})
    void gradients_of_pairs_and_head_are_pefts(String name) {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"))) {
            Adapter adapter = AdapterFolder.load(EncoderGolden.folder(name), model.config());
            TuningParameters knobs = knobs(adapter.config().targets());
            try (TrainableClassifier classifier =
                    new AdapterRecipe(knobs, model).trainable(scope, 3, adapter.values())) {
                List<String> names = AdapterTensor.of(adapter.config(), model.config(), 3).stream()
                        .map(AdapterTensor::name)
                        .toList();
                assertGradients(name, scope, classifier, names);
            }
        }
    }

    @Test
    void gradients_of_every_weight_of_a_whole_model_are_transformers() {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"))) {
            List<EncoderWeight> head = EncoderHead.of(model.config(), 3);
            List<float[]> values = model.further(scope, head).orElseThrow().stream()
                    .map(PtNDArray::toFloatArray)
                    .toList();
            try (TrainableClassifier classifier =
                    new FullRecipe(knobs(List.of("query")), model).trainable(scope, 3, values)) {
                List<String> names = Stream.concat(
                                EncoderWeight.of(model.config()).stream().map(weight -> "bert." + weight.name()),
                                head.stream().map(EncoderWeight::name))
                        .toList();
                assertGradients("base", scope, classifier, names);
            }
        }
    }

    @Test
    void an_adapter_without_a_pooler_needs_one_of_its_base(@TempDir Path folder) throws Exception {
        try (Tensors scope = Tensors.open(1);
                EncoderModel bare = EncoderModel.load(scope, TinyBert.write(folder));
                EncoderModel whole = EncoderModel.load(scope, EncoderGolden.folder("base"))) {
            Adapter adapter = AdapterFolder.load(EncoderGolden.folder("adapter-base-pooler"), whole.config());
            assertThatThrownBy(() -> adapter.over(scope, bare))
                    .isInstanceOf(MalformedAdapter.class)
                    .hasMessageContaining("neither the adapter nor its base has a pooler");
        }
    }

    private static void assertLogits(String name, Classifier classifier) {
        List<float[]> logits = classifier.logits(EncoderGolden.texts());
        for (int i = 0; i < logits.size(); i++) {
            assertThat(logits.get(i)).containsExactly(EncoderGolden.logits(name, i), LOGITS);
        }
    }

    private static void assertGradients(
            String folder, Tensors scope, TrainableClassifier classifier, List<String> names) {
        double loss = classifier.learn(scope, examples(), 1);
        assertThat(loss).isCloseTo(EncoderGolden.loss(folder), within(1e-5));
        List<PtNDArray> gradients = Program.gradients(classifier.parameters());
        assertThat(names).hasSize(gradients.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            float[] wanted = EncoderGolden.gradient(folder, name);
            float[] found = gradients.get(i).toFloatArray();
            assertThat(found).as(name).hasSameSizeAs(wanted);
            // Softmax does not change when all scores of a row rise alike, so this one bias has no effect.
            if (!name.endsWith("key.bias")) {
                assertThat(norm(wanted)).as(name).isGreaterThan(SMALL);
            }
            double allowed = norm(wanted) < SMALL ? ABSOLUTE : RELATIVE * norm(wanted);
            assertThat(norm(difference(found, wanted))).as(name).isLessThan(allowed);
        }
    }

    private static List<TokenizedExample> examples() {
        List<TokenizedExample> examples = new ArrayList<>();
        for (long[] text : EncoderGolden.texts()) {
            examples.add(new TokenizedExample(text, EncoderGolden.truth().get(examples.size())));
        }
        return examples;
    }

    private static TuningParameters knobs(List<String> targets) {
        return new TuningParameters(4, 12, 0, targets, 1e-3, 1, 8, 24, 0.1, 0.01, 1.0, 0, 1);
    }

    private static float[] difference(float[] left, float[] right) {
        float[] difference = left.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= right[i];
        }
        return difference;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
