package dev.freehold.gateway.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
    private static final String STREAM =
            ": hello\r\ndata: {\"a\":\"ä€😀\"}\r\n\r\nevent: x\ndata:one\ndata: two\n\n\n\rdata: [DONE]\r\r";

    @Test
    void events_are_the_same_however_the_bytes_are_cut() throws Exception {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            List<String> heard = new ArrayList<>();
            ServerSentEvents events = new ServerSentEvents(heard::add);
            for (int from = 0; from < bytes.length; from += size) {
                events.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
            }
            assertThat(heard).as("pieces of %d", size).containsExactly("{\"a\":\"ä€😀\"}", "one\ntwo", "[DONE]");
        }
    }

    @Test
    void a_listener_that_has_enough_hears_no_more() throws Exception {
        List<String> heard = new ArrayList<>();
        ServerSentEvents events = new ServerSentEvents(data -> !heard.add(data));
        assertThat(events.feed("data: 1\n\ndata: 2\n\n".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(heard).containsExactly("1");
    }

    @Test
    void an_event_without_an_end_is_given_up() {
        ServerSentEvents oneLine = new ServerSentEvents(data -> true);
        assertThatThrownBy(() -> oneLine.feed(new byte[ServerSentEvents.LARGEST + 1]))
                .isInstanceOf(ServerFailed.class);
        ServerSentEvents manyLines = new ServerSentEvents(data -> true);
        byte[] line = "data: x\n".repeat(1 << 17).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
                    manyLines.feed(line);
                    manyLines.feed(line);
                })
                .isInstanceOf(ServerFailed.class);
    }
}
