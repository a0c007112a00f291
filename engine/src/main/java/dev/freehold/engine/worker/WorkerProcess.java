package dev.freehold.engine.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The worker as an operating system process: its command line, its streams and its end. */
final class WorkerProcess {
    static final String MAIN = "dev.freehold.engine.worker.child.EngineWorkerMain";
    /** The protocol has a descriptor of its own: what native code prints by itself goes to the error stream. */
    private static final String KEEP_PROTOCOL_APART = "exec \"$@\" 3>&1 1>&2";

    private static final String PROTOCOL_OUT = "/dev/fd/3";
    private static final int FATAL_SIGNAL_BASE = 128;
    private static final int END_SECONDS = 5;
    private static final int KILL_SECONDS = 10;
    private final Process process;
    private final Path scratch;
    private final BoundedLines answers;
    private final LastLines errors;

    private WorkerProcess(Process process, Path scratch) {
        this.process = process;
        this.scratch = scratch;
        this.answers = BoundedLines.strict(process.getInputStream(), Protocol.MAX_LINE);
        this.errors = new LastLines(process.getErrorStream());
    }

    static WorkerProcess launch(WorkerSettings settings, Optional<List<String>> namespace) throws IOException {
        Path cache = Files.createDirectories(settings.cache().toAbsolutePath());
        Path scratch = Files.createTempDirectory(cache, "worker-");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KEEP_PROTOCOL_APART, "sh"));
        namespace.ifPresent(command::addAll);
        command.addAll(java(settings, scratch));
        ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
        environment(builder.environment(), settings, cache);
        return new WorkerProcess(builder.start(), scratch);
    }

    private static List<String> java(WorkerSettings settings, Path scratch) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + scratch.resolve("crash.log"),
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + scratch));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", settings.classPath(), MAIN, PROTOCOL_OUT, String.valueOf(settings.threads())));
        return command;
    }

    /** Nothing of this process's environment is passed on but where to find commands and libraries. */
    private static void environment(Map<String, String> environment, WorkerSettings settings, Path cache) {
        environment.keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ"));
        String threads = String.valueOf(settings.threads());
        environment.put("DJL_CACHE_DIR", cache.toString());
        environment.put("DJL_OFFLINE", "true");
        environment.put("OPT_OUT_TRACKING", "true");
        environment.put("OMP_NUM_THREADS", threads);
        environment.put("MKL_NUM_THREADS", threads);
        environment.put("RAYON_NUM_THREADS", threads);
        // Threads that wait sleep: spinning makes a busy machine many times slower.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
    }

    void send(byte[] line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(line);
        in.write('\n');
        in.flush();
    }

    /** The next line of the protocol; empty once the worker has ended. */
    Optional<String> answer() throws IOException {
        return answers.next();
    }

    long id() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** By its handle: the process itself would drop its last words along with its streams. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for the end, forcing it, and tells how it came: exit code or signal, and the last lines of the error stream. */
    String end() {
        try {
            // One that dies by itself may take a while to write why; forced, it would show the wrong signal.
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
            if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
                return "the worker cannot be killed (process " + process.pid() + ")";
            }
            String lines = errors.afterEnd();
            return ended(process.exitValue()) + (lines.isEmpty() ? "" : "; it said last:\n" + lines);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            return "the worker was killed";
        } finally {
            deleteScratch();
        }
    }

    private static String ended(int code) {
        return code > FATAL_SIGNAL_BASE
                ? "the worker was ended by signal " + (code - FATAL_SIGNAL_BASE) + " (exit code " + code + ")"
                : "the worker ended with exit code " + code;
    }

    /** Lets the worker go by closing its input, and forces it where that does not help. */
    void close() {
        endInput();
        end();
    }

    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // A pipe that does not even close has nobody behind it to wait for.
            kill();
        }
    }

    private void deleteScratch() {
        if (!Files.exists(scratch)) {
            return;
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(WorkerProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete {0}: {1}", scratch, e.toString());
        }
    }
}
