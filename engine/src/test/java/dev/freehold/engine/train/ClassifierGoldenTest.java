package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Adaptation;
import dev.freehold.engine.encoder.Batch;
import dev.freehold.engine.encoder.Classifier;
import dev.freehold.engine.encoder.ClassifierFolder;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderLayout;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderProgram;
import dev.freehold.engine.fixture.EncoderGolden;
import dev.freehold.engine.fixture.Gradients;
import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.lora.Adapter;
import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.lora.AdapterLayout;
import dev.freehold.engine.lora.MalformedAdapter;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
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
                List<String> names = AdapterLayout.tensors(adapter.config(), model.config(), 3).stream()
                        .map(NamedShape::name)
                        .toList();
                assertGradients(name, scope, classifier, names);
            }
        }
    }

    @Test
    void gradients_of_every_weight_of_a_whole_model_are_transformers() {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"))) {
            List<NamedShape> head = EncoderHead.of(model.config(), 3);
            List<float[]> values = model.further(scope, head).orElseThrow().stream()
                    .map(PtNDArray::toFloatArray)
                    .toList();
            try (TrainableClassifier classifier =
                    new FullRecipe(knobs(List.of("query")), model).trainable(scope, 3, values)) {
                List<String> names = Stream.concat(
                                EncoderLayout.weights(model.config()).stream().map(weight -> "bert." + weight.name()),
                                head.stream().map(NamedShape::name))
                        .toList();
                assertGradients("base", scope, classifier, names);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter", "adapter-dense"})
    void in_double_precision_every_element_of_the_gradients_of_pairs_and_head_is_pefts(String name) {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"))) {
            Adapter adapter = AdapterFolder.load(EncoderGolden.folder(name), model.config());
            List<NamedShape> layout = AdapterLayout.tensors(adapter.config(), model.config(), 3);
            List<PtNDArray> tensors = new ArrayList<>();
            for (int i = 0; i < layout.size(); i++) {
                tensors.add(scope.floats(adapter.values().get(i), layout.get(i).sizes()));
            }
            List<PtNDArray> learned = Gradients.learned(tensors);
            List<PtNDArray> weights =
                    model.weights().stream().map(Gradients::exact).toList();
            assertExactGradients(
                    name,
                    scope,
                    model,
                    adapter.config().adaptation(),
                    weights,
                    learned,
                    learned,
                    layout.stream().map(NamedShape::name).toList());
        }
    }

    @Test
    void in_double_precision_every_element_of_the_gradients_of_a_whole_model_is_transformers() {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, EncoderGolden.folder("base"))) {
            List<NamedShape> head = EncoderHead.of(model.config(), 3);
            List<PtNDArray> weights = Gradients.learned(model.weights());
            List<PtNDArray> tensors =
                    Gradients.learned(model.further(scope, head).orElseThrow());
            List<String> names = Stream.concat(
                            EncoderLayout.weights(model.config()).stream().map(weight -> "bert." + weight.name()),
                            head.stream().map(NamedShape::name))
                    .toList();
            List<PtNDArray> learned =
                    Stream.concat(weights.stream(), tensors.stream()).toList();
            assertExactGradients("base", scope, model, Adaptation.headOnly(0), weights, tensors, learned, names);
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
            assertNotZero(name, wanted);
            Gradients.assertRounded(name, gradients.get(i).toFloatArray(), wanted);
        }
    }

    /** Softmax does not change when all scores of a row rise alike, so the bias of keys alone has no effect. */
    private static void assertNotZero(String name, float[] gradient) {
        if (!name.endsWith("key.bias")) {
            Gradients.assertNotZero(name, gradient);
        }
    }

    /** The very text that tunes, with wider numbers. */
    private static void assertExactGradients(
            String folder,
            Tensors scope,
            EncoderModel model,
            Adaptation adaptation,
            List<PtNDArray> weights,
            List<PtNDArray> tensors,
            List<PtNDArray> learned,
            List<String> names) {
        Batch batch = Batch.of(scope, EncoderGolden.texts(), model.config().padding());
        long[] truth =
                EncoderGolden.truth().stream().mapToLong(Integer::longValue).toArray();
        String source = EncoderProgram.classification(model.config(), adaptation);
        try (Program program = Program.compile(scope, EncoderProgram.CLASS, source)) {
            PtNDArray loss = program.record(
                    scope,
                    "loss",
                    List.of(batch.ids(), Gradients.exact(batch.mask()), scope.integers(truth, truth.length)),
                    List.of(weights, tensors));
            Program.backward(scope, loss);
            assertThat(loss.getDouble()).isCloseTo(EncoderGolden.loss(folder), within(1e-10));
            List<PtNDArray> gradients = Program.gradients(learned);
            assertThat(names).hasSize(gradients.size());
            for (int i = 0; i < names.size(); i++) {
                float[] wanted = EncoderGolden.gradient(folder, names.get(i));
                Gradients.assertExact(names.get(i), gradients.get(i).toDoubleArray(), wanted);
            }
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
}
