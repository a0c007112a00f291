package dev.freehold.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatTemplateTest {
    private static final Map<String, String> TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>");
    private static final List<ChatTurn> ANSWERED = List.of(
            new ChatTurn("user", "Hello"),
            new ChatTurn("assistant", "Good day."),
            new ChatTurn("user", "Bye"),
            new ChatTurn("assistant", "Until soon."));

    @TempDir
    private Path folder;

    /** Written by src/test/python/chat_goldens.py. */
    static Stream<JsonNode> goldens() throws IOException {
        List<JsonNode> goldens = new ArrayList<>();
        new ObjectMapper().readTree(resource("goldens.json")).forEach(goldens::add);
        return goldens.stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void templates_write_what_transformers_writes(JsonNode golden) throws IOException {
        ChatTemplate template = ChatTemplate.of(resource(golden.path("template").asText()), TOKENS);
        List<ChatTurn> turns = new ArrayList<>();
        golden.path("messages")
                .forEach(m -> turns.add(
                        new ChatTurn(m.path("role").asText(), m.path("content").asText())));
        boolean prompt = golden.path("prompt").asBoolean();

        if (golden.path("text").isNull()) {
            assertThatThrownBy(() -> template.render(turns, prompt))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("alternate");
        } else {
            assertThat(template.render(turns, prompt))
                    .isEqualTo(golden.path("text").asText());
        }
    }

    @Test
    void a_folders_own_template_and_tokens_are_read() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"eos_token": {"content": "<end>"}, "chat_template": [
                  {"name": "rag", "template": "no"},
                  {"name": "default", "template": "{{ messages[0].content + eos_token }}"}]}
                """);
        assertThat(ChatTemplate.of(folder).render(ANSWERED, false)).isEqualTo("Hello<end>");

        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages|length }}");
        assertThat(ChatTemplate.of(folder).render(ANSWERED, false)).isEqualTo("4");
    }

    @Test
    void a_folder_without_a_template_is_refused() {
        assertThatThrownBy(() -> ChatTemplate.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("chat_template.jinja");
    }

    @Test
    void only_what_the_assistant_wrote_is_learned_with_its_end_of_turn() throws IOException {
        TurnMasking masking = new TurnMasking(ChatTemplate.of(resource("chatml.jinja"), TOKENS));

        List<TurnMasking.Part> parts = masking.parts(ANSWERED);

        assertThat(parts.stream().filter(TurnMasking.Part::learned).map(TurnMasking.Part::text))
                .containsExactly("Good day.<|im_end|>", "Until soon.<|im_end|>");
        assertThat(String.join("", parts.stream().map(TurnMasking.Part::text).toList()))
                .isEqualTo(ChatTemplate.of(resource("chatml.jinja"), TOKENS).render(ANSWERED, false));
    }

    @Test
    void templates_of_other_shapes_are_masked_alike() throws IOException {
        assertThat(learned("llama3.jinja")).containsExactly("Good day.<|eot_id|>", "Until soon.<|eot_id|>");
        assertThat(learned("mistral.jinja")).containsExactly(" Good day.</s>", " Until soon.</s>");
    }

    private static List<String> learned(String template) throws IOException {
        return new TurnMasking(ChatTemplate.of(resource(template), TOKENS))
                .parts(ANSWERED).stream()
                        .filter(TurnMasking.Part::learned)
                        .map(TurnMasking.Part::text)
                        .toList();
    }

    @Test
    void a_template_that_rewrites_earlier_turns_cannot_be_masked() {
        TurnMasking masking =
                new TurnMasking(ChatTemplate.of("{{ messages|length }}{{ messages[-1].content }}", TOKENS));

        assertThatThrownBy(() -> masking.parts(ANSWERED))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("continuation");
    }

    @Test
    void a_conversation_without_an_answer_cannot_be_learned() throws IOException {
        TurnMasking masking = new TurnMasking(ChatTemplate.of(resource("chatml.jinja"), TOKENS));

        assertThatThrownBy(() -> masking.parts(ANSWERED.subList(0, 1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("answer");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ChatTemplateTest.class.getResourceAsStream("/chat/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
