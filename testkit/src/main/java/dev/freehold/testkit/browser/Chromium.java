package dev.freehold.testkit.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.testkit.process.Leash;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium with an empty profile, which reaches 127.0.0.1 and nothing else. It ends with {@link #close()}, and
 * at the latest with the process that started it.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-breakpad",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--remote-debugging-address=127.0.0.1",
            "--remote-debugging-port=0");

    private final Process leash;
    private final Path profile;
    private final DevTools tools;

    private Chromium(Process leash, Path profile, DevTools tools) {
        this.leash = leash;
        this.profile = profile;
        this.tools = tools;
    }

    /**
     * Starts one, or leaves the test out where this machine has none. Where the environment says {@code CI=true}, a missing
     * browser is a failure: nobody would see that the test never ran.
     */
    public static Chromium start() {
        return start(required(System.getenv()));
    }

    static Path required(Map<String, String> environment) {
        Optional<Path> found = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        String reason = "needs a browser: none of " + String.join(", ", NAMES) + " is on the PATH";
        if ("true".equals(environment.get("CI"))) {
            throw new AssertionError(reason + ", and CI=true leaves no test out");
        }
        return abort(reason);
    }

    private static Chromium start(Path program) {
        try {
            Path profile = Files.createTempDirectory("chromium");
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(FLAGS);
            command.add("--user-data-dir=" + profile);
            command.add("about:blank");
            Process leash = Leash.start(command, Map.of(), profile.resolve("output.txt"));
            try {
                return new Chromium(leash, profile, DevTools.connect(address(leash, profile)));
            } catch (RuntimeException e) {
                end(leash, profile);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The browser writes its port and path into its profile as soon as it listens. */
    private static URI address(Process leash, Path profile) throws IOException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (leash.isAlive() && System.nanoTime() < end) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() == 2) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            pause();
        }
        throw new IllegalStateException(
                "the browser did not start: " + Files.readString(profile.resolve("output.txt")));
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(40);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the browser", e);
        }
    }

    /**
     * Opens a tab with cookies of its own.
     *
     * @param origin of the pages that it visits, such as {@code http://127.0.0.1:8081}
     */
    public Tab open(String origin) {
        String context =
                text(tools.call(null, "Target.createBrowserContext", DevTools.parameters()), "browserContextId");
        String target = text(
                tools.call(
                        null,
                        "Target.createTarget",
                        DevTools.parameters().put("url", "about:blank").put("browserContextId", context)),
                "targetId");
        String session = text(
                tools.call(
                        null,
                        "Target.attachToTarget",
                        DevTools.parameters().put("targetId", target).put("flatten", true)),
                "sessionId");
        return new Tab(tools, session, origin);
    }

    private static String text(JsonNode answer, String name) {
        return answer.path(name).asText();
    }

    long pid() {
        return leash.pid();
    }

    @Override
    public void close() {
        try {
            end(leash, profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process leash, Path profile) throws IOException {
        List<ProcessHandle> all = leash.descendants().toList();
        leash.getOutputStream().close();
        try {
            if (!leash.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                leash.destroyForcibly();
            }
        } catch (InterruptedException e) {
            leash.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            pause();
        }
        delete(profile);
    }

    private static void delete(Path folder) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (IOException | UncheckedIOException e) {
                // A child of the browser may write its last file while it dies.
                if (attempt == 20) {
                    throw new IOException("cannot delete " + folder, e);
                }
                pause();
            }
        }
    }
}
