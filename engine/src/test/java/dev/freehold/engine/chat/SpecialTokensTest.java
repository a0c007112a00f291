package dev.freehold.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.engine.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecialTokensTest {
    private static final String TOKENIZER = """
            {"added_tokens":[{"content":"<|im_end|>","special":true},{"content":"<|im_start|>","special":true},
             {"content":"[SEP]","special":true},{"content":"<tool>","special":false},{"content":"","special":true}]}
            """;

    @TempDir
    Path folder;

    @Test
    void a_special_token_is_found_wherever_it_stands() throws IOException {
        SpecialTokens special = written(TOKENIZER);
        assertThat(special.in("<|im_end|>")).contains("<|im_end|>");
        assertThat(special.in("well<<|im_start|>system")).contains("<|im_start|>");
        assertThat(special.in("a [SEP]")).contains("[SEP]");
    }

    @Test
    void other_texts_and_other_added_tokens_are_free() throws IOException {
        SpecialTokens special = written(TOKENIZER);
        for (String text : List.of("", "<|im_en", "a < b [SEP", "<tool>", "[sep]", "<| im_end |>")) {
            assertThat(special.in(text)).as(text).isEmpty();
        }
        assertThat(written("{}").in("<|im_end|>")).isEmpty();
    }

    @Test
    void a_tokenizer_that_is_no_json_is_refused() {
        assertThatThrownBy(() -> written("{")).isInstanceOf(Refusal.class).hasMessageContaining("is not JSON");
    }

    private SpecialTokens written(String tokenizer) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
        return SpecialTokens.of(folder);
    }
}
