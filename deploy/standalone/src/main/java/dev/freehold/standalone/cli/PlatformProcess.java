package dev.freehold.standalone.cli;

import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.aot.AotCache;
import dev.freehold.standalone.aot.PlatformJvm;
import dev.freehold.standalone.home.Home;
import dev.freehold.standalone.home.HomeLock;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and stops the platform's process, and waits for it. */
final class PlatformProcess {
    static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final Duration SAY_AFTER = Duration.ofSeconds(2);

    private final Home home;
    private final PrintWriter progress;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    PlatformProcess(Home home, PrintWriter progress) {
        this.home = home;
        this.progress = progress;
    }

    /** The running platform of a home, for commands that do not start one. */
    static RunningPlatform required(Home home) throws IOException {
        return RunningPlatform.of(home)
                .orElseThrow(() -> CommandFailed.couldNot(
                        "Freehold is not running in " + home.folder() + ". Start it: ./freehold up"));
    }

    /** Gives the running platform of this home, starting it if there is none. */
    RunningPlatform ensure() throws IOException {
        home.create();
        Optional<RunningPlatform> running = RunningPlatform.of(home);
        if (running.isPresent() && running.get().port() != home.port() && System.getenv("FREEHOLD_PORT") != null) {
            throw CommandFailed.couldNot("the platform of " + home.folder() + " runs on port "
                    + running.get().port() + ", not on " + home.port() + "; stop it first: ./freehold down");
        }
        Process process = HomeLock.isHeld(home) ? null : launch();
        return await(process);
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(home.refusalFile());
        Files.deleteIfExists(home.runFile());
        File log = home.logs().resolve("platform.log").toFile();
        List<String> command = new ArrayList<>();
        if (new File("/usr/bin/setsid").canExecute()) {
            // A session of its own: an interrupt at this terminal must not reach the platform.
            command.add("/usr/bin/setsid");
        }
        PlatformJvm jvm = PlatformJvm.fromEnvironment();
        command.addAll(jvm.command(new AotCache(home, jvm).options()));
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private RunningPlatform await(@org.jspecify.annotations.Nullable Process process) throws IOException {
        Instant started = Instant.now();
        boolean said = false;
        while (true) {
            Optional<RunningPlatform> running = RunningPlatform.of(home);
            if (running.isPresent() && ready(running.get())) {
                return running.get();
            }
            if (process == null ? !HomeLock.isHeld(home) : !process.isAlive()) {
                throw CommandFailed.couldNot(refusal());
            }
            Duration waited = Duration.between(started, Instant.now());
            if (waited.compareTo(START_LIMIT) > 0) {
                throw CommandFailed.couldNot("the platform was not ready within " + START_LIMIT.toSeconds() + " s; see "
                        + home.logs().resolve("platform.log"));
            }
            if (!said && waited.compareTo(SAY_AFTER) > 0) {
                progress.println("Starting the platform in " + home.folder() + " ...");
                progress.flush();
                said = true;
            }
            pause();
        }
    }

    private String refusal() throws IOException {
        return Files.exists(home.refusalFile())
                ? Files.readString(home.refusalFile())
                : "the platform ended while it started; see " + home.logs().resolve("platform.log");
    }

    /** Whether the platform says that it can decide and record. */
    boolean ready(RunningPlatform platform) {
        return health(platform).filter(answer -> answer.statusCode() == 200).isPresent();
    }

    /** The platform's own account of its health; empty when it does not answer. */
    Optional<HttpResponse<String>> health(RunningPlatform platform) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(platform.url() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.couldNot("interrupted");
        }
    }

    /** Has the next starts made faster, where this Java can, without keeping anybody waiting. */
    void trainCache() throws IOException {
        new AotCache(home, PlatformJvm.fromEnvironment()).trainInBackground();
    }

    /** Stops the platform; true if there was one. */
    boolean stop() throws IOException {
        new AotCache(home, PlatformJvm.fromEnvironment()).stopTraining();
        Optional<ProcessHandle> process = RunningPlatform.of(home).flatMap(RunningPlatform::process);
        if (process.isEmpty()) {
            if (HomeLock.isHeld(home)) {
                throw CommandFailed.couldNot("the platform of " + home.folder() + " is just starting; try again");
            }
            return false;
        }
        process.get().destroy();
        Instant limit = Instant.now().plus(STOP_LIMIT);
        while (process.get().isAlive()) {
            if (Instant.now().isAfter(limit.plus(STOP_LIMIT))) {
                throw CommandFailed.couldNot("process " + process.get().pid() + " does not end");
            }
            if (Instant.now().isAfter(limit)) {
                process.get().destroyForcibly();
            }
            pause();
        }
        Files.deleteIfExists(home.runFile());
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.couldNot("interrupted");
        }
    }
}
