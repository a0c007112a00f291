package dev.freehold.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.identity.Commitments;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import dev.freehold.gateway.house.Writer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamTest {
    @Inject
    House house;

    @Inject
    Commitments commitments;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void a_stream_has_openais_chunks_and_ends_with_a_receipt() throws Exception {
        try (RawCall call = RawCall.chat(",\"stream_options\":{\"include_usage\":true}")) {
            assertThat(call.next("HTTP/1.1")).contains("200");
            assertThat(call.next("content-type")).contains("text/event-stream");
            List<String> events = call.events();
            assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
            List<JsonNode> chunks = events.stream()
                    .limit(events.size() - 1)
                    .map(StreamTest::json)
                    .toList();
            assertThat(chunks).allSatisfy(chunk -> {
                assertThat(chunk.get("object").asText()).isEqualTo("chat.completion.chunk");
                assertThat(chunk.get("id")).isEqualTo(chunks.get(0).get("id"));
                assertThat(chunk.get("model").asText()).isEqualTo(Scene.MODEL);
                assertThat(chunk.has("usage")).isTrue();
            });
            assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(chunks.get(0).at("/choices/0/finish_reason").isNull()).isTrue();
            assertThat(text(chunks)).isEqualTo("Hello, how can I help?");
            JsonNode finish = chunks.get(chunks.size() - 2);
            assertThat(finish.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            JsonNode last = chunks.get(chunks.size() - 1);
            assertThat(last.get("choices")).isEmpty();
            assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(5);
            assertThat(last.at("/freehold/receipt").asText()).startsWith("test/0/");
        }
        assertThat(house.journal.lines()).containsExactly("inference.intent", "upstream", "inference.outcome");
        AuditEvent outcome = house.events.get(1);
        assertThat(outcome.outcome().status()).isEqualTo("ok");
        assertThat(outcome.usage()).isEqualTo(new AuditEvent.Usage(1, 7, 5L));
        assertThat(outcome.content().response()).isEqualTo(committed("Hello, how can I help?"));
    }

    @Test
    void the_first_piece_leaves_before_the_last_is_written() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        house.writer = (request, sink) -> {
            sink.accept("First. ");
            boolean seen = await10(read);
            sink.accept(seen ? "Last." : "Too late.");
            return new InferenceResult.Answered<>(new Generated("First. Last.", "stop", 2), 7);
        };
        try (RawCall call = RawCall.chat("")) {
            assertThat(json(call.event()).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(call.event()).contains("First");
            assertThat(house.journal.lines()).containsExactly("inference.intent", "upstream");
            read.countDown();
            assertThat(call.events()).anyMatch(event -> event.contains("Last.")).endsWith("[DONE]");
        }
    }

    @Test
    void nothing_is_sent_before_the_intent_and_no_end_before_the_outcome_is_durable() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        house.log = event -> {
            if (event.type().endsWith(".outcome")) {
                await10(disk);
            }
        };
        try (RawCall call = RawCall.chat("")) {
            call.event();
            String got = "";
            while (!got.contains("?")) {
                got = call.event();
            }
            assertThat(house.journal.lines()).doesNotContain("inference.outcome");
            disk.countDown();
            assertThat(call.events()).hasSize(2).endsWith("[DONE]");
        }
        house.log = refusing(".intent");
        try (RawCall call = RawCall.chat("")) {
            assertThat(call.next("HTTP/1.1")).contains("503");
            assertThat(call.next("{")).contains("audit_unavailable");
        }
    }

    @Test
    void a_finding_that_is_cut_into_pieces_is_masked_as_a_whole_one_is() throws Exception {
        house.writer = Writer.pieces("Pay 41", "11 1111", " 111", "1 1111", " to jane@", "example.com", " now");
        try (RawCall call = RawCall.chat("")) {
            List<String> events = call.events();
            List<JsonNode> chunks = events.stream()
                    .limit(events.size() - 1)
                    .map(StreamTest::json)
                    .toList();
            assertThat(text(chunks)).isEqualTo("Pay [PAYMENT_CARD] to jane@example.com now");
            assertThat(events).noneMatch(event -> event.contains("1111") || event.contains("Pay 4"));
            assertThat(chunks.get(chunks.size() - 1).at("/freehold/masked/0").asText())
                    .isEqualTo("payment_card");
        }
        assertThat(house.events.get(1).findings()).extracting("type").containsExactly("payment_card");
        assertThat(house.events.get(1).content().response())
                .isEqualTo(committed("Pay [PAYMENT_CARD] to jane@example.com now"));
    }

    @Test
    void an_upstream_that_breaks_off_ends_in_an_error_frame_and_a_failed_outcome() throws Exception {
        house.writer = (request, sink) -> {
            sink.accept("Half a ");
            return new InferenceResult.Unavailable<>("the worker died");
        };
        try (RawCall call = RawCall.chat("")) {
            List<String> events = call.events();
            assertThat(json(events.get(events.size() - 1)).at("/error/code").asText())
                    .isEqualTo("upstream_unavailable");
        }
        assertThat(house.events.get(1).outcome().status()).isEqualTo("failed");
        assertThat(house.events.get(1).outcome().code()).isEqualTo("upstream_unavailable");
    }

    @Test
    void an_outcome_that_cannot_be_recorded_ends_in_an_error_frame() throws Exception {
        house.log = refusing(".outcome");
        try (RawCall call = RawCall.chat("")) {
            List<String> events = call.events();
            assertThat(json(events.get(events.size() - 1)).at("/error/code").asText())
                    .isEqualTo("outcome_unrecorded");
            assertThat(events).noneMatch(event -> event.contains("\"stop\""));
        }
    }

    @Test
    void a_caller_who_hangs_up_stops_the_model_and_is_recorded_as_interrupted() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        house.writer = (request, sink) -> {
            StringBuilder text = new StringBuilder();
            boolean read = true;
            while (read && tokens.get() < 100_000) {
                tokens.incrementAndGet();
                text.append("word ");
                read = sink.accept("word ");
                pause();
            }
            return new InferenceResult.Answered<>(new Generated(text.toString(), "stop", tokens.get()), 7);
        };
        try (RawCall call = RawCall.chat("")) {
            call.event();
            call.event();
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> house.events.size() == 2);
        AuditEvent outcome = house.events.get(1);
        assertThat(outcome.outcome().status()).isEqualTo("interrupted");
        assertThat(outcome.outcome().code()).isEqualTo("client_gone");
        assertThat(outcome.usage().completionTokens())
                .isEqualTo((long) tokens.get())
                .isLessThan(100_000L);
        assertThat(outcome.content().responseBytes()).isPositive();
    }

    @Test
    void a_model_that_falls_silent_is_left_after_the_pause() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        house.writer = (request, sink) -> {
            sink.accept("Well ");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new InferenceResult.Unavailable<>("stopped");
        };
        try (RawCall call = RawCall.chat("")) {
            List<String> events = call.events();
            assertThat(json(events.get(events.size() - 1)).at("/error/code").asText())
                    .isEqualTo("upstream_timeout");
        }
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(house.events.get(1).outcome().code()).isEqualTo("upstream_timeout");
    }

    @Test
    void a_caller_who_does_not_read_is_left_after_some_patience() throws Exception {
        String much = "word ".repeat(20_000);
        house.writer = (request, sink) -> {
            long tokens = 0;
            while (tokens < 2_000 && sink.accept(much)) {
                tokens++;
            }
            return new InferenceResult.Answered<>(new Generated("", "stop", tokens), 7);
        };
        try (RawCall call = RawCall.chat("")) {
            call.event();
            await().atMost(30, TimeUnit.SECONDS).until(() -> house.events.size() == 2);
        }
        assertThat(house.events.get(1).outcome().status()).isEqualTo("interrupted");
    }

    @Test
    void each_place_and_call_is_given_back_at_the_end_of_its_stream() throws Exception {
        Scene.set(house, 100);
        for (int i = 0; i < 70; i++) {
            try (RawCall call = RawCall.chat("")) {
                assertThat(call.events()).as("call " + i).endsWith("[DONE]");
            }
        }
    }

    @Test
    void a_denied_stream_is_a_plain_denial() throws Exception {
        try (RawCall call = new RawCall(
                "/v1/chat/completions",
                "{\"model\":\"minilm\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"4111111111111111\"}]}")) {
            assertThat(call.next("HTTP/1.1")).contains("403");
            assertThat(call.next("{")).contains("DATA_CATEGORY_NOT_PERMITTED");
        }
        assertThat(house.journal.lines()).containsExactly("inference.intent", "inference.outcome");
    }

    private String committed(String text) {
        return commitments.of(Scene.TENANT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(List<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText()));
        return text.toString();
    }

    private static JsonNode json(String document) {
        try {
            return Json.MAPPER.readTree(document);
        } catch (IOException e) {
            throw new AssertionError(document, e);
        }
    }

    private static Consumer<AuditEvent> refusing(String phase) {
        return event -> {
            if (event.type().endsWith(phase)) {
                throw new RecordingUnavailable("the disk is full");
            }
        };
    }

    private static boolean await10(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
