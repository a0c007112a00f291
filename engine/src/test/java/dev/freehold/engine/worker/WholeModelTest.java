package dev.freehold.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.fixture.TinyBert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeModelTest {
    private static final Path CACHE = Path.of("target/native-cache");
    private static final List<String> TEXTS = List.of("the apple is red", "the bus and a train");

    @TempDir
    Path folder;

    @Test
    void every_weight_is_tuned_into_a_model_that_classifies_by_itself() throws Exception {
        Path base = TinyBert.write(folder.resolve("base"));
        Path whole = folder.resolve("whole");
        TuningParameters full = new TuningParameters(
                TuningMethod.FULL, 4, 8, 0, List.of("query"), 2e-3, 5, 6, 8, 2, 32, 0.1, 0.01, 1.0, 0.15, 6);
        TuningRequest request = new TuningRequest(base, TinyBert.examples(160), whole, full, 3);
        try (EngineWorker worker = EngineWorker.start(new WorkerSettings(CACHE, 256, 1, true))) {
            TuningReport report = worker.tune(request, step -> {});

            // 136 rows to learn from: 17 batches, two a step.
            assertThat(report.steps()).isEqualTo(report.epochs() * 9);
            assertThat(report.lastLoss()).isLessThan(report.firstLoss() / 2);
            assertThat(report.trainableParameters()).isGreaterThan(4000);
            worker.load("whole", whole, null);
            Classified answer = worker.classify("whole", TEXTS);
            assertThat(answer.labels()).containsExactly("fruit", "vehicle");
            assertThat(answer.probabilities().get(0)[0]).isGreaterThan(0.5f);
            assertThat(answer.probabilities().get(1)[1]).isGreaterThan(0.5f);
            JsonNode config =
                    new ObjectMapper().readTree(whole.resolve("config.json").toFile());
            assertThat(config.path("architectures").path(0).asText()).isEqualTo("BertForSequenceClassification");
            assertThat(config.path("id2label").path("1").asText()).isEqualTo("vehicle");
            assertThat(whole.resolve("tokenizer.json")).hasSameBinaryContentAs(base.resolve("tokenizer.json"));
            assertThatThrownBy(() -> worker.tune(request, step -> {})).hasMessageContaining("already holds");
        }
    }

    @Test
    void what_the_engine_says_is_written_beside_an_adapter() throws Exception {
        Path base = TinyBert.write(folder.resolve("base"));
        Path adapter = folder.resolve("adapter");
        TuningRequest request = new TuningRequest(
                base, TinyBert.examples(32), adapter, Tunings.quick().withEpochs(1), 3);
        try (EngineWorker worker = EngineWorker.start(new WorkerSettings(CACHE, 256, 1, true))) {
            worker.tune(request, step -> {});

            ExpectedLogits.write(worker, base, adapter, TEXTS);

            JsonNode written = new ObjectMapper().readTree(Files.readString(adapter.resolve(ExpectedLogits.FILE)));
            worker.load("adapter", base, adapter);
            float[] probabilities =
                    worker.classify("adapter", TEXTS).probabilities().get(1);
            JsonNode logits = written.path("logits").path(1);
            double odds = Math.exp(logits.path(1).doubleValue() - logits.path(0).doubleValue());
            assertThat(odds).isCloseTo(probabilities[1] / probabilities[0], within(1e-4 * odds));
            assertThat(written.path("texts").path(1).asText()).isEqualTo(TEXTS.get(1));
            assertThat(written.path("labels").path(0).asText()).isEqualTo("fruit");
        }
    }
}
