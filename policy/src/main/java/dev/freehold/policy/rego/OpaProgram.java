package dev.freehold.policy.rego;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real {@code opa} of this machine, run without this process's environment, for a bounded time and output. */
final class OpaProgram {
    private static final int LONGEST_OUTPUT = 4 << 20;
    private static final int LONGEST_COMPLAINT = 4000;

    private final Path program;
    private final Duration patience;

    /** What a run printed, and how it ended. */
    record Ran(int status, String output, String complaint) {}

    private OpaProgram(Path program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    /**
     * Finds it.
     *
     * @param name a path, or a name to be looked up on {@code path}
     */
    static Optional<OpaProgram> find(String name, String path, Duration patience) {
        Stream<Path> places = name.contains("/")
                ? Stream.of(Path.of(name))
                : Stream.of(path.split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name));
        return places.filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> new OpaProgram(found.toAbsolutePath(), patience));
    }

    /**
     * Runs it to its end.
     *
     * @param folder where it may write, and what it prints is kept
     * @throws IOException if it cannot be run, or takes too long: it is ended then
     */
    Ran run(Path folder, String... arguments) throws IOException {
        return runWithin(folder, folder, arguments);
    }

    /**
     * As above, in another folder.
     *
     * @param within where it runs: names below it come into what it builds
     */
    Ran runWithin(Path within, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "opa", ".out");
        Path errors = Files.createTempFile(folder, "opa", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(within.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("GOMEMLIMIT", "512MiB");
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("opa took longer than " + patience.toSeconds() + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opa ran", e);
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), head(output, LONGEST_OUTPUT), head(errors, LONGEST_COMPLAINT));
    }

    private static String head(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
