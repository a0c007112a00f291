package dev.freehold.engine.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.fixture.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderConfigTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_back() throws IOException {
        Files.write(folder.resolve("config.json"), TinyBert.CONFIG.json());
        assertThat(EncoderConfig.read(folder)).isEqualTo(TinyBert.CONFIG);
    }

    @ParameterizedTest
    @CsvSource({
        "model_type, \"roberta\", model_type must be bert",
        "hidden_act, \"gelu_new\", hidden_act must be gelu",
        "hidden_act, \"relu\", hidden_act must be gelu",
        "position_embedding_type, \"relative_key\", position_embedding_type must be absolute",
        "is_decoder, true, is_decoder must be false",
        "num_attention_heads, 3, multiple of num_attention_heads",
        "num_hidden_layers, 0, num_hidden_layers must be 1 to",
        "hidden_size, \"16\", hidden_size must be a whole number",
        "vocab_size, 99999999, vocab_size must be",
        "layer_norm_eps, 0, layer_norm_eps must be between",
        "pad_token_id, 24, pad_token_id must be 0 to 23"
    })
    void what_is_not_computed_here_is_refused_by_name(String key, String value, String why) throws IOException {
        ObjectNode config = (ObjectNode) JSON.readTree(TinyBert.CONFIG.json());
        config.set(key, JSON.readTree(value));
        Files.write(folder.resolve("config.json"), JSON.writeValueAsBytes(config));
        assertThatThrownBy(() -> EncoderConfig.read(folder))
                .isInstanceOf(UnsupportedModel.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_missing_key_is_named() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"hidden_act\":\"gelu\"}");
        assertThatThrownBy(() -> EncoderConfig.read(folder))
                .hasMessageContaining("model_type must be bert, is missing");
        assertThatThrownBy(() -> EncoderConfig.read(folder.resolve("none")))
                .hasMessageContaining("missing or not JSON");
    }
}
