package dev.freehold.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.fixture.DecoderFolder;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.fixture.TinyBert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineWorkerGenerationTest {
    private static final DecoderGolden GOLDEN = DecoderGolden.of("qwen3");
    private static final GenerationSpec.Prompt PROMPT =
            new GenerationSpec.Prompt.Text(DecoderFolder.words(GOLDEN.texts().get(0)));
    private static EngineWorker worker;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        Path model = DecoderFolder.withWords(GOLDEN, folder.resolve("model"));
        worker = EngineWorker.start(new WorkerSettings(Path.of("target/native-cache"), 256, 1, true));
        worker.load("plain", model, null);
        worker.load("adapted", model, GOLDEN.adapter());
        worker.load("encoder", TinyBert.write(folder.resolve("tiny")), null);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void a_base_and_its_adapter_write_what_the_reference_writes() throws WorkerFailed {
        List<String> pieces = new ArrayList<>();
        GeneratedText plain = worker.generate("plain", GenerationSpec.greedy(PROMPT, 6), pieces::add);
        assertThat(plain.text()).isEqualTo(DecoderFolder.words(Arrays.copyOf(GOLDEN.ids("base_greedy"), 6)));
        assertThat(String.join("", pieces)).isEqualTo(plain.text());
        assertThat(pieces).hasSize(6);
        assertThat(plain.finish()).isEqualTo(GeneratedText.Finish.LENGTH);
        assertThat(plain.promptTokens()).isEqualTo(12);
        assertThat(worker.generate("adapted", GenerationSpec.greedy(PROMPT, 6), PieceSink.NONE)
                        .text())
                .isEqualTo(DecoderFolder.words(Arrays.copyOf(GOLDEN.ids("adapted_greedy"), 6)));
    }

    @Test
    void a_merged_model_writes_what_base_and_adapter_write() throws WorkerFailed {
        worker.merge(folder.resolve("model"), GOLDEN.adapter(), folder.resolve("merged"));
        worker.load("merged", folder.resolve("merged"), null);
        GenerationSpec spec = GenerationSpec.greedy(PROMPT, 6);
        assertThat(worker.generate("merged", spec, PieceSink.NONE))
                .isEqualTo(worker.generate("adapted", spec, PieceSink.NONE));
    }

    @Test
    void a_conversation_is_written_by_the_models_template() throws Exception {
        Path model = DecoderFolder.withWords(GOLDEN, folder.resolve("chat"));
        Files.writeString(
                model.resolve("chat_template.jinja"),
                "{% for message in messages %}{{ message.content }} {% endfor %}{% if add_generation_prompt %}w7{% endif %}");
        worker.load("chat", model, null);
        GeneratedText chat = worker.generate("chat", GenerationSpec.greedy(said("w21 w80"), 5), PieceSink.NONE);
        GenerationSpec.Prompt same = new GenerationSpec.Prompt.Text("w21 w80 w7");
        assertThat(chat).isEqualTo(worker.generate("plain", GenerationSpec.greedy(same, 5), PieceSink.NONE));
        assertThat(chat.promptTokens()).isEqualTo(3);
        assertRefused(
                () -> worker.generate("chat", GenerationSpec.greedy(said("w21 </s> w80"), 5), PieceSink.NONE),
                "message 1 holds </s>");
        assertRefused(
                () -> worker.generate("plain", GenerationSpec.greedy(said("w21"), 5), PieceSink.NONE),
                "no chat template");
    }

    private static GenerationSpec.Prompt said(String content) {
        return new GenerationSpec.Prompt.Chat(List.of(new ChatTurn("user", content)));
    }

    @Test
    void a_sink_that_wants_no_more_or_throws_ends_the_text_and_not_the_worker() throws WorkerFailed {
        GenerationSpec spec = new GenerationSpec(PROMPT, 100, 2, 1, List.of(), 3L);
        GeneratedText cut = worker.generate("plain", spec, piece -> false);
        assertThat(cut.finish()).isIn(GeneratedText.Finish.CANCELLED, GeneratedText.Finish.LENGTH);
        assertThatThrownBy(() -> worker.generate("plain", spec, piece -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        GeneratedText whole = worker.generate("plain", spec, PieceSink.NONE);
        assertThat(whole.finish()).isNotEqualTo(GeneratedText.Finish.CANCELLED);
        assertThat(whole.text()).startsWith(cut.text());
    }

    @Test
    void what_a_model_does_not_do_is_refused() {
        GenerationSpec spec = GenerationSpec.greedy(PROMPT, 5);
        assertRefused(() -> worker.generate("encoder", spec, PieceSink.NONE), "does not write text");
        assertRefused(() -> worker.embed("plain", List.of("w5")), "does not embed or classify");
        assertRefused(() -> worker.generate("nothing", spec, PieceSink.NONE), "no model is loaded");
        GenerationSpec.Prompt tooLong = new GenerationSpec.Prompt.Text("w5 ".repeat(200));
        assertRefused(() -> worker.generate("plain", GenerationSpec.greedy(tooLong, 5), PieceSink.NONE), "shorten it");
        assertRefused(
                () -> worker.load("wrong", folder.resolve("model"), folder.resolve("nowhere")), "adapter_config.json");
        assertThat(worker.alive()).isTrue();
    }

    @Test
    void nothing_tells_a_text_in_passing() {
        assertThat(GenerationSpec.greedy(PROMPT, 5).toString()).doesNotContain("w21");
        assertThat(GenerationSpec.greedy(said("w21"), 5).toString()).doesNotContain("w21");
        assertThat(new GeneratedText("secret", GeneratedText.Finish.STOP, 1, 2).toString())
                .doesNotContain("secret");
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        WorkerFailed failure = catchThrowableOfType(WorkerFailed.class, call);
        assertThat(failure.reason()).isEqualTo(WorkerFailed.Reason.REFUSED);
        assertThat(failure).hasMessageContaining(why);
    }
}
