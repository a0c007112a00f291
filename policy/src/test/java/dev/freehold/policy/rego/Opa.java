package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real {@code opa} of this machine: from OPA, or on PATH. */
final class Opa {
    /** Folder of the module; tests run in it. */
    static final Path MODULE = Path.of("").toAbsolutePath();

    static final Path REGO = MODULE.resolve("src/main/rego");
    static final Path TESTS = MODULE.resolve("src/test/rego");

    private static final String RELEASE = "1.22.2";
    private static final int SECONDS = 120;

    /** How a program ended. */
    record Ran(int status, String output) {}

    private Opa() {}

    /** Skips the test on a machine without {@code opa}; fails it where CI says that all tests must run. */
    static Path required() throws Exception {
        Optional<Path> found = Stream.concat(
                        Stream.ofNullable(System.getenv("OPA")).map(Path::of),
                        Arrays.stream(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "opa")))
                .filter(Files::isExecutable)
                .findFirst();
        String missing = found.isEmpty() ? "there is no opa on PATH or in OPA" : missing(found.get());
        if (!missing.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                fail(missing + "; install it: go install github.com/open-policy-agent/opa@v" + RELEASE);
            }
            Assumptions.abort(missing);
        }
        return found.orElseThrow();
    }

    private static String missing(Path opa) throws Exception {
        String version = run(List.of(opa.toString(), "version")).output();
        return version.contains("Version: " + RELEASE + "\n") ? "" : "opa is not of release " + RELEASE;
    }

    /** Runs {@code opa}, which must end well. */
    static String opa(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(required().toString()));
        command.addAll(List.of(arguments));
        Ran ran = run(command);
        if (ran.status() != 0) {
            fail(String.join(" ", command) + " ended with " + ran.status() + ":\n" + ran.output());
        }
        return ran.output();
    }

    /** Runs a program to its end, its output and errors in one text. */
    static Ran run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("opa", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(MODULE.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            environment.putIfAbsent("TMPDIR", System.getProperty("java.io.tmpdir"));
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(command.get(0) + " took longer than " + SECONDS + " seconds");
            }
            return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
