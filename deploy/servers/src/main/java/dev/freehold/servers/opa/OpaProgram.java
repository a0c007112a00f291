package dev.freehold.servers.opa;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.cache.ServerCache;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code opa}: this machine's own, else built once by Go, since no registry carries it. */
public final class OpaProgram {
    public static final String VERSION = "1.22.2";
    private static final String ENTRY = "opa-" + VERSION;
    private static final String MODULE = "github.com/open-policy-agent/opa@v" + VERSION;
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);
    private static final int LONGEST_OUTPUT = 16_384;

    private OpaProgram() {}

    /** Finds it, or builds it. */
    public static Path ensure(ServerCache cache) throws IOException {
        Optional<Path> own = onPath("opa");
        if (own.isPresent()) {
            return own.get();
        }
        if (!cache.has(ENTRY) && onPath("go").isEmpty()) {
            throw new ServerFailed("needs OPA: install opa " + VERSION + " on the PATH (openpolicyagent.org), or Go, "
                    + "with which it is built");
        }
        return cache.ensure(ENTRY, OpaProgram::build).resolve("opa");
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void build(Path draft) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("go", "install", MODULE)).redirectErrorStream(true);
        builder.environment().putAll(Map.of("GOBIN", draft.toString(), "GOFLAGS", "-trimpath"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ServerFailed("Go could not build " + MODULE + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new ServerFailed("interrupted while building OPA", e);
        }
    }
}
