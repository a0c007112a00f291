package dev.freehold.inference.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurfaceTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void without_a_key_nobody_comes_in() {
        InternalKey none = new InternalKey(Optional.empty());
        assertRefused(() -> none.check("Bearer " + KEY), 503);
        assertRefused(() -> none.check(null), 503);
    }

    @Test
    void only_the_whole_key_comes_in() {
        InternalKey key = new InternalKey(Optional.of(KEY));
        key.check("Bearer " + KEY);
        for (String wrong : List.of("", KEY, "Bearer ", "Bearer " + KEY.substring(1), "Bearer " + KEY + "0")) {
            assertRefused(() -> key.check(wrong), 401);
        }
        assertRefused(() -> key.check(null), 401);
        assertThatThrownBy(() -> new InternalKey(Optional.of("short"))).hasMessageNotContaining("short");
    }

    @Test
    void a_stream_is_what_the_gateway_reads() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChunkStream stream = new ChunkStream(out, "m", true);
        assertThat(stream.accept("Hel")).isTrue();
        stream.end(new InferenceResult.Answered<>(new Generated("Hel", "length", 1), 11), true);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                data: {"object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}

                data: {"object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"length"}]}

                data: {"object":"chat.completion.chunk","model":"m","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":1,"total_tokens":12}}

                data: [DONE]

                """);
    }

    @Test
    void a_reader_that_is_gone_wants_no_more() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThat(new ChunkStream(closed, "m", false).accept("piece")).isFalse();
    }

    @Test
    void a_request_is_read_as_the_gateway_writes_it() {
        SurfaceRequest request = read("""
                {"model":"sha256:0","messages":[{"role":"user","content":"Say hello"}],"max_tokens":16,"temperature":0.5,
                 "top_p":0.9,"stop":["\\n"],"seed":7,"stream":true,"stream_options":{"include_usage":true}}""");
        GenerationRequest generation = request.generation(true);
        assertThat(generation.maxTokens()).isEqualTo(16);
        assertThat(generation.temperature()).isEqualTo(0.5);
        assertThat(generation.topP()).isEqualTo(0.9);
        assertThat(generation.stop()).containsExactly("\n");
        assertThat(generation.seed()).isEqualTo(7);
        assertThat(request.streamed()).isTrue();
        assertThat(request.usageWanted()).isTrue();
    }

    @Test
    void a_wrong_field_is_named_and_not_repeated() {
        assertThatThrownBy(() -> read("{\"prompt\":[1,2]}").generation(false)).hasMessageContaining("'prompt'");
        assertThatThrownBy(() -> read("{\"messages\":[]}").generation(true)).hasMessageContaining("'messages'");
        assertThatThrownBy(() -> read("{\"prompt\":\"x\",\"temperature\":9}").generation(false))
                .hasMessageContaining("temperature");
        assertThatThrownBy(() -> read("{\"secret")).hasMessageNotContaining("secret");
    }

    private static SurfaceRequest read(String json) {
        return new SurfaceRequest(SurfaceJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static void assertRefused(Runnable entry, int status) {
        assertThatThrownBy(entry::run)
                .isInstanceOfSatisfying(
                        SurfaceRefusal.class,
                        refusal -> assertThat(refusal.response().getStatus()).isEqualTo(status));
    }
}
