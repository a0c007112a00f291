package dev.freehold.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.decoder.TokenizerIds;
import dev.freehold.engine.fixture.DecoderFolder;
import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.fixture.TinyChat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal's model is the good one but for one thing, so that the trial and nothing else finds it. */
class DecoderTrialTest {
    private static EngineWorker worker;

    @TempDir
    Path folder;

    private Path model;

    @BeforeAll
    static void start() throws Exception {
        worker = EngineWorker.start(new WorkerSettings(Path.of("target/native-cache"), 256, 1, true));
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void write() throws IOException {
        model = TinyChat.write(folder.resolve("model"));
    }

    @Test
    void a_model_that_can_be_served_shows_what_it_is() throws WorkerFailed {
        DecoderTrial plain = worker.tryDecoder(model, false);
        assertThat(plain.vocabulary()).isEqualTo(261);
        assertThat(plain.largestId()).isEqualTo(260);
        assertThat(plain.promptTokens()).isEqualTo("Hello".length());
        assertThat(plain.completionTokens()).isBetween(0, 1);
        DecoderTrial chat = worker.tryDecoder(model, true);
        assertThat(chat.promptTokens()).as("with what the template writes").isGreaterThan(plain.promptTokens());
    }

    @Test
    void weights_that_are_no_numbers_are_found_by_what_they_make_of_a_text() throws IOException {
        try (RandomAccessFile weights =
                new RandomAccessFile(model.resolve("model.safetensors").toFile(), "rw")) {
            weights.seek(weights.length() - 2);
            // A BF16 that is not a number, lower byte first.
            weights.write(new byte[] {(byte) 0xc0, 0x7f});
        }
        assertRefused(() -> worker.tryDecoder(model, false), "not all finite numbers");
    }

    @Test
    void a_tokenizer_of_another_model_is_found_by_its_ids() throws IOException {
        DecoderFolder.changed(model, "tokenizer.json", root -> {
            ObjectNode token = root.withArray("added_tokens").addObject();
            token.put("id", 261).put("content", "<|more|>").put("special", true);
            token.put("single_word", false).put("lstrip", false).put("rstrip", false);
            token.put("normalized", false);
        });
        assertRefused(() -> worker.tryDecoder(model, false), "token ids up to 261, the model knows 261");
    }

    @Test
    void a_template_that_cannot_be_rendered_fails_who_should_chat_and_nobody_else() throws Exception {
        DecoderFolder.changed(model, "tokenizer_config.json", root -> root.put("chat_template", "{{ no_such() }}"));
        Files.deleteIfExists(model.resolve("chat_template.jinja"));
        assertThat(worker.tryDecoder(model, false).vocabulary()).isEqualTo(261);
        assertRefused(() -> worker.tryDecoder(model, true), "chat template, line 1");
    }

    @Test
    void an_encoder_is_no_decoder() throws IOException {
        Path encoder = TinyBert.write(folder.resolve("encoder"));
        assertRefused(() -> worker.tryDecoder(encoder, false), "names no decoder");
    }

    @Test
    void a_vocabulary_that_is_a_list_has_its_places_for_ids() throws IOException {
        Files.writeString(model.resolve("tokenizer.json"), "{\"model\":{\"vocab\":[[\"a\",-1.5],[\"b\",-2.5]]}}");
        assertThat(TokenizerIds.largest(model)).isEqualTo(1);
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> TokenizerIds.largest(model)).hasMessageContaining("names no token");
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WorkerFailed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(WorkerFailed.Reason.REFUSED))
                .hasMessageContaining(why);
        assertThat(worker.alive()).isTrue();
    }
}
