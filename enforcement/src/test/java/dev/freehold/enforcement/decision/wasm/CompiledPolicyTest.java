package dev.freehold.enforcement.decision.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompiledPolicyTest {
    private static final byte[] NO_DATA = "{}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WASM = Policies.wasm("scripted");

    private static void refused(byte[] wasm, byte[] data, String because) {
        assertThatThrownBy(() -> CompiledPolicy.of(PolicyBundle.of(wasm, data)))
                .isInstanceOf(PolicyRefusedException.class)
                .hasMessageContaining(because);
    }

    @Test
    void a_policy_that_needs_a_built_in_of_its_host_is_refused_before_any_call() {
        refused(Policies.wasm("clock"), NO_DATA, "time.now_ns");
    }

    @Test
    void a_module_that_was_cut_off_anywhere_is_refused() {
        for (int length : new int[] {0, 1, 4, 8, 100, WASM.length / 2, WASM.length - 1}) {
            refused(Arrays.copyOf(WASM, length), NO_DATA, "");
        }
    }

    @Test
    void garbage_is_refused() {
        byte[] garbage = new byte[4096];
        new Random(7).nextBytes(garbage);
        refused(garbage, NO_DATA, "cannot be compiled");
        System.arraycopy(WASM, 0, garbage, 0, 8);
        refused(garbage, NO_DATA, "cannot be compiled");
    }

    @Test
    void a_module_without_the_entrypoint_is_refused() {
        refused(replaced("freehold/decision", "freehold/decisiom"), NO_DATA, "no entrypoint freehold/decision");
    }

    @Test
    void a_module_that_asks_its_host_for_more_than_the_abi_is_refused() {
        refused(replaced("opa_builtin0", "opa_builtin9"), NO_DATA, "env.opa_builtin9");
    }

    @Test
    void what_cannot_be_compiled_is_refused_and_never_interpreted() {
        assertThatThrownBy(() -> CompiledPolicy.of(PolicyBundle.of(withFunctionBeyondTheJvm(), NO_DATA)))
                .isInstanceOf(PolicyRefusedException.class)
                .hasStackTraceContaining("too large");
    }

    /** A valid module with one function whose JVM code would be longer than the 64 KiB that a method may have. */
    private static byte[] withFunctionBeyondTheJvm() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        for (int i = 0; i < 40_000; i++) {
            body.writeBytes(new byte[] {0x41, (byte) 0xc0, (byte) 0x84, 0x3d, 0x1a}); // i32.const 1000000; drop
        }
        body.write(0x0b);
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(1);
        code.writeBytes(leb(body.size()));
        code.writeBytes(body.toByteArray());

        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        module.writeBytes(new byte[] {1, 4, 1, 0x60, 0, 0});
        module.writeBytes(new byte[] {2, 15, 1, 3, 'e', 'n', 'v', 6, 'm', 'e', 'm', 'o', 'r', 'y', 2, 0, 2});
        module.writeBytes(new byte[] {3, 2, 1, 0});
        module.write(10);
        module.writeBytes(leb(code.size()));
        module.writeBytes(code.toByteArray());
        return module.toByteArray();
    }

    private static byte[] leb(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int rest = value; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write(rest);
                return out.toByteArray();
            }
            out.write((rest & 0x7f) | 0x80);
        }
    }

    @Test
    void data_that_is_no_json_is_refused() {
        refused(WASM, "{\"results\":".getBytes(StandardCharsets.UTF_8), "");
    }

    @Test
    void content_that_has_not_the_digest_of_its_bundle_is_refused() {
        assertThatThrownBy(() -> CompiledPolicy.of(new PolicyBundle(Digest.of(WASM), WASM, NO_DATA)))
                .isInstanceOf(PolicyRefusedException.class)
                .hasMessageContaining("digest");
    }

    @Test
    void modules_and_data_beyond_the_bound_are_refused() {
        refused(new byte[(4 << 20) + 1], NO_DATA, "at most");
        refused(WASM, new byte[(1 << 20) + 1], "at most");
    }

    @Test
    void instances_share_code_and_nothing_else() {
        CompiledPolicy policy = CompiledPolicy.of(Policies.answering("a", "7"));
        PolicyInstance one = policy.instantiate();
        PolicyInstance other = policy.instantiate();
        byte[] input = "{\"action\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() ->
                        one.evaluate(policy.entrypoint(), "{\"action\":\"conflict\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PolicyTrapException.class);
        assertThat(other.evaluate(policy.entrypoint(), input)).asString().isEqualTo("[{\"result\":7}]");
    }

    private static byte[] replaced(String from, String to) {
        String text = new String(WASM, StandardCharsets.ISO_8859_1);
        assertThat(text.contains(from)).as(from).isTrue();
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
