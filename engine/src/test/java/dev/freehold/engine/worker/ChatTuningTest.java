package dev.freehold.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.fixture.TinyChat;
import dev.freehold.engine.script.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTuningTest {
    private static final List<List<ChatTurn>> ROWS = TinyChat.conversations(0, 40);

    @TempDir
    private Path folder;

    @Test
    void a_worker_tunes_pairs_and_whole_models_and_scores_texts_with_them() throws Exception {
        Path base = TinyChat.write(folder.resolve("base"));
        String seen = ChatTemplate.of(base).render(ROWS.get(0), false);
        List<TuningProgress> steps = new ArrayList<>();
        List<SavedSnapshot> saved = new ArrayList<>();
        TuningWatch snapshots = new TuningWatch() {
            @Override
            public void step(TuningProgress step) {}

            @Override
            public void snapshot(SavedSnapshot snapshot) {
                saved.add(snapshot);
            }
        };
        try (EngineWorker worker = worker()) {
            ChatTuningReport pairs = worker.tuneChat(request(base, "adapter", TuningMethod.LORA), steps::add);
            ChatTuningReport whole = worker.tuneChat(request(base, "model", TuningMethod.FULL), snapshots);
            worker.load("base", base, null);
            worker.load("pairs", base, folder.resolve("adapter"));
            worker.load("whole", folder.resolve("model"), null);

            assertThat(steps).hasSize(pairs.steps());
            assertThat(pairs.trainableParameters()).isLessThan(whole.trainableParameters());
            for (ChatTuningReport report : List.of(pairs, whole)) {
                assertThat(report.heldOut().conversations()).isEqualTo(8);
                assertThat(report.heldOut().tuned()).isLessThan(report.heldOut().base());
                assertThat(report.heldOut().gainLow()).isPositive();
                assertThat(report.isolation()).isEqualTo(worker.isolation());
            }
            assertThat(saved).hasSize(whole.epochs());
            SavedSnapshot kept = saved.get(whole.keptEpoch() - 1);
            assertThat(kept.heldOutLoss()).isCloseTo(whole.heldOut().tuned(), within(1e-9));
            assertThat(kept.heldOutAccuracy()).isNull();
            assertThat(Path.of(kept.folder(), "model.safetensors"))
                    .hasSameBinaryContentAs(folder.resolve("model/model.safetensors"));
            double before = worker.score("base", List.of(seen)).losses().get(0);
            assertThat(worker.score("pairs", List.of(seen)).losses().get(0)).isLessThan(before);
            assertThat(worker.score("whole", List.of(seen)).losses().get(0)).isLessThan(before);
            assertThatThrownBy(() -> worker.tuneChat(request(base, "adapter", TuningMethod.LORA), step -> {}))
                    .isInstanceOf(WorkerFailed.class)
                    .hasMessageContaining("already");
            assertThatThrownBy(() -> worker.tuneChat(request(base, "model", TuningMethod.FULL), step -> {}))
                    .isInstanceOf(WorkerFailed.class)
                    .hasMessageContaining("not empty");
        }
        assertThat(Files.readString(folder.resolve("adapter/adapter_config.json")))
                .contains("CAUSAL_LM");
    }

    @Test
    void a_score_is_the_sum_of_log_likelihoods_behind_the_first_token() throws Exception {
        Path base = TinyChat.write(folder.resolve("base"));
        try (EngineWorker worker = worker()) {
            worker.load("base", base, null);
            Scored scored = worker.score("base", List.of("secret", "x", "y".repeat(100)));

            assertThat(scored.tokens()).containsExactly(5, 0, 63);
            assertThat(scored.truncated()).isEqualTo(1);
            assertThat(scored.losses().get(0)).isCloseTo(byHand(base, "secret"), within(1e-3));
            assertThat(scored.losses().get(1)).isZero();
        }
    }

    private static double byHand(Path base, String text) {
        try (Tensors scope = Tensors.open(1);
                DecoderModel model = DecoderModel.load(scope, base);
                DecoderTokenizer tokenizer =
                        DecoderTokenizer.open(base, model.config().vocabulary());
                TrainableDecoder decoder = TrainableDecoder.frozen(scope, model)) {
            long[] ids = tokenizer.encode(text, false);
            List<float[]> logits = decoder.logits(scope, List.of(ids));
            double sum = 0;
            for (int i = 1; i < ids.length; i++) {
                double all = 0;
                for (float logit : logits.get(i - 1)) {
                    all += Math.exp(logit);
                }
                sum += Math.log(all) - logits.get(i - 1)[(int) ids[i]];
            }
            return sum;
        }
    }

    private ChatTuningRequest request(Path base, String target, TuningMethod method) {
        double rate = method == TuningMethod.FULL ? 0.02 : 0.05;
        TuningParameters parameters = new TuningParameters(
                method,
                4,
                8,
                0,
                List.of("q_proj", "v_proj", "up_proj", "down_proj"),
                rate,
                1,
                4,
                8,
                1,
                64,
                0.1,
                0,
                1,
                0.2,
                4);
        return new ChatTuningRequest(
                base, ROWS, List.of(), folder.resolve(target), parameters, 11, folder.resolve(target + "-snapshots"));
    }

    private static EngineWorker worker() throws WorkerFailed {
        return EngineWorker.start(new WorkerSettings(Path.of(System.getenv("DJL_CACHE_DIR")), 256, 1, true));
    }
}
