package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.bundle.BundleArchive;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.bundle.ShippedBundle;
import dev.freehold.policy.release.VersionDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Needs {@code opa}, save where it says what is missing without it. */
class RegoBuildTest {
    private static RegoBuild build(int coverage) throws Exception {
        return new RegoBuild(Opa.required().toString(), Duration.ofMinutes(2), coverage);
    }

    private static SortedMap<String, byte[]> sources() throws IOException {
        SortedMap<String, byte[]> sources = new TreeMap<>();
        for (Path folder : new Path[] {Opa.REGO, Opa.TESTS}) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    sources.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return sources;
    }

    private static void isRefused(String naming, SortedMap<String, byte[]> sources) throws Exception {
        RegoBuild build = build(90);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> build.build(BundleArchive.write(sources), "mine"));
        assertThat(refused).as(naming).isNotNull();
        assertThat(refused.problem().detail()).contains(naming);
    }

    private static SortedMap<String, byte[]> with(String name, String text) throws IOException {
        SortedMap<String, byte[]> sources = sources();
        sources.put(name, text.getBytes(StandardCharsets.UTF_8));
        return sources;
    }

    @Test
    void the_shipped_rego_builds_to_the_shipped_bundle() throws Exception {
        VersionDraft version = build(90).build(BundleArchive.write(sources()), "mine");
        ShippedBundle shipped = new ShippedBundle();
        assertThat(version.digest()).isEqualTo(shipped.bundle().digest());
        assertThat(version.manifest().rules()).isEqualTo(shipped.manifest().rules());
        assertThat(version.manifest().opa()).isEqualTo(shipped.manifest().opa());
        WasmPolicyDecisionPoint.tryOut(version.bundle());
    }

    @Test
    void rego_that_does_not_check_is_refused_with_what_opa_says() throws Exception {
        isRefused("mine.rego:4", with("mine.rego", "package freehold\n\nallow if {\n"));
        isRefused("unused", with("mine.rego", "package freehold\n\nf(x) if {\n\ty := 1\n\ttrue\n}\n"));
    }

    @Test
    void rego_that_asks_for_more_than_the_request_is_refused_in_rules_and_in_tests() throws Exception {
        for (String reach : new String[] {
            "http.send({\"method\": \"get\", \"url\": \"http://127.0.0.1:1\"})",
            "opa.runtime()",
            "time.now_ns()",
            "rand.intn(\"x\", 2)",
            "net.lookup_ip_addr(\"example.com\")"
        }) {
            String function = reach.substring(0, reach.indexOf('('));
            isRefused(function, with("mine.rego", "package freehold\n\nmine := " + reach + "\n"));
            isRefused(function, with("mine_test.rego", "package freehold_test\n\ntest_mine if " + reach + "\n"));
        }
    }

    @Test
    void rego_whose_tests_fail_is_refused() throws Exception {
        isRefused("test_mine", with("mine_test.rego", "package freehold_test\n\ntest_mine if false\n"));
    }

    @Test
    void rego_that_its_tests_do_not_cover_is_refused() throws Exception {
        SortedMap<String, byte[]> sources = sources();
        sources.keySet().removeIf(name -> name.equals("call_test.rego"));
        sources.put(
                "role_test.rego",
                "package freehold_test\n\ntest_nothing if not data.freehold.allow with input as {}\n"
                        .getBytes(StandardCharsets.UTF_8));
        isRefused("90 %", sources);
    }

    @Test
    void an_archive_of_something_else_is_refused() throws Exception {
        isRefused("run.sh", with("run.sh", "rm -rf /"));
        SortedMap<String, byte[]> sources = sources();
        sources.remove(".manifest");
        isRefused(".manifest", sources);
        RegoBuild build = build(90);
        assertThat(catchThrowableOfType(ProblemException.class, () -> build.build(new byte[100], "x"))
                        .problem()
                        .code())
                .isEqualTo("POLICY_ARCHIVE_REFUSED");
    }

    @Test
    void without_opa_the_author_is_told_what_to_install() {
        RegoBuild build = new RegoBuild("/nowhere/opa", Duration.ofSeconds(10), 90);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> build.build(BundleArchive.write(sources()), "mine"));
        assertThat(refused.problem().code()).isEqualTo("POLICY_OPA_MISSING");
        assertThat(refused.problem().remedy()).contains("go install github.com/open-policy-agent/opa@v1.22.2");
    }

    @Test
    void a_program_that_never_ends_is_ended() throws Exception {
        Path folder = Files.createTempDirectory("slow");
        Path slow = Files.writeString(folder.resolve("opa"), "#!/bin/sh\nexec sleep 100\n");
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        RegoBuild build = new RegoBuild(slow.toString(), Duration.ofSeconds(1), 90);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> build.build(BundleArchive.write(sources()), "mine"));
        assertThat(refused.problem().detail()).contains("longer than 1 seconds");
    }
}
