package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Needs {@code opa}; see {@link Opa#required()}. */
class BuildTest {
    private static final String REGO = Opa.REGO.toString();
    private static final String TESTS = Opa.TESTS.toString();

    @Test
    void bundle_is_built_from_this_rego() throws Exception {
        Path opa = Opa.required();
        Opa.Ran ran = Opa.run(
                List.of("env", "OPA=" + opa, Opa.MODULE.resolve("build-bundle").toString(), "--check"));
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    @Test
    void rego_is_strict_and_formatted() throws Exception {
        Opa.opa("check", "--strict", REGO, TESTS);
        assertThat(Opa.opa("fmt", "--list", REGO, TESTS)).isEmpty();
    }

    @Test
    void rego_tests_pass_and_cover_nine_lines_of_ten() throws Exception {
        Opa.opa("test", REGO, TESTS);
        Opa.opa("test", "--coverage", "--threshold", "90", "--format", "json", REGO, TESTS);
    }
}
