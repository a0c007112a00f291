package dev.freehold.enforcement.decision.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InstancePoolTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 500;
    private static CompiledPolicy policy;

    @BeforeAll
    static void compile() {
        policy = CompiledPolicy.of(Policies.answering("greet", "\"h\u00e9 \u6771\u4eac \ud83d\ude00\""));
    }

    private static InstancePool pool(int size) {
        return new InstancePool(policy, size, Duration.ofSeconds(5));
    }

    private static byte[] asking(String action) {
        return ("{\"action\":\"" + action + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode echo(String text) {
        return Json.MAPPER.createObjectNode().put("action", "echo").put("text", text);
    }

    private static JsonNode echoed(InstancePool pool, ObjectNode input) throws Exception {
        return Json.read(pool.evaluate(Json.MAPPER.writeValueAsBytes(input)), JsonNode.class)
                .path(0)
                .path("result");
    }

    @Test
    void data_keeps_every_character() {
        assertThat(pool(1).evaluate(asking("greet")))
                .asString(StandardCharsets.UTF_8)
                .contains("h\u00e9 \u6771\u4eac \ud83d\ude00");
    }

    @Test
    void input_keeps_every_character_at_every_size() throws Exception {
        Random random = new Random(20261123);
        InstancePool pool = pool(1);
        // Sizes around the borders of a memory page, where counting characters for bytes would show.
        for (int size :
                new int[] {0, 1, 2, 3, 7, 8, 9, 255, 256, 4095, 4096, 16_383, 16_384, 21_844, 21_845, 32_768, 65_000}) {
            ObjectNode input = echo(text(random, size));
            assertThat(echoed(pool, input)).as(size + " characters").isEqualTo(input);
        }
        for (int i = 0; i < 200; i++) {
            ObjectNode input = echo(text(random, random.nextInt(2000)));
            assertThat(echoed(pool, input)).as("round " + i).isEqualTo(input);
        }
    }

    private static String text(Random random, int characters) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            int kind = random.nextInt(5);
            out.appendCodePoint(
                    switch (kind) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> 0x80 + random.nextInt(0x700);
                        case 2 -> 0x4e00 + random.nextInt(0x5000);
                        case 3 -> 0x1f300 + random.nextInt(0x300);
                        default -> ' ' + random.nextInt(95);
                    });
        }
        return out.toString();
    }

    @Test
    void eight_threads_get_what_one_thread_gets() throws Exception {
        InstancePool pool = pool(4);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                wrong.add(threads.submit(wrongAnswers(pool, thread, start)));
            }
            start.countDown();
            for (Future<Integer> count : wrong) {
                assertThat(count.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> wrongAnswers(InstancePool pool, int seed, CountDownLatch start) {
        return () -> {
            Random random = new Random(seed);
            start.await();
            int wrong = 0;
            for (int round = 0; round < ROUNDS; round++) {
                ObjectNode input = echo(text(random, random.nextInt(300)));
                wrong += echoed(pool, input).equals(input) ? 0 : 1;
            }
            return wrong;
        };
    }

    @Test
    void an_instance_that_trapped_is_never_used_again_and_another_takes_its_place() {
        InstancePool pool = pool(2);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> pool.evaluate(asking("conflict"))).isInstanceOf(PolicyTrapException.class);
            assertThat(pool.evaluate(asking("greet")))
                    .asString(StandardCharsets.UTF_8)
                    .contains("h\u00e9");
        }
    }

    @Test
    void a_result_beyond_the_bound_is_a_trap() {
        InstancePool pool = pool(1);
        assertThatThrownBy(() -> pool.evaluate(asking("long")))
                .isInstanceOf(PolicyTrapException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void an_input_beyond_the_memory_is_a_trap() {
        InstancePool pool = pool(1);
        assertThatThrownBy(() -> pool.evaluate(new byte[40 << 20])).isInstanceOf(PolicyTrapException.class);
        assertThat(pool.evaluate(asking("greet")))
                .asString(StandardCharsets.UTF_8)
                .contains("h\u00e9");
    }

    @Test
    void broken_json_is_a_trap_or_undefined_and_never_a_decision() {
        InstancePool pool = pool(1);
        for (String broken : List.of("", "{", "{\"action\":\"greet\"", "\"")) {
            String result;
            try {
                result = new String(pool.evaluate(broken.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            } catch (PolicyTrapException e) {
                result = "[]";
            }
            assertThat(result).as(broken).isEqualTo("[]");
        }
    }

    @Test
    void whoever_finds_no_instance_in_time_gets_no_result() {
        InstancePool nobodyHome = new InstancePool(policy, 0, Duration.ofMillis(1));
        assertThatThrownBy(() -> nobodyHome.evaluate(asking("greet")))
                .isInstanceOf(PolicyTrapException.class)
                .hasMessageContaining("busy");
    }

    @Test
    void whoever_is_interrupted_while_waiting_stays_interrupted() {
        InstancePool nobodyHome = new InstancePool(policy, 0, Duration.ofSeconds(5));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> nobodyHome.evaluate(asking("greet"))).isInstanceOf(PolicyTrapException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
