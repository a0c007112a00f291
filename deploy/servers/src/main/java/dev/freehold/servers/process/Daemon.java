package dev.freehold.servers.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that outlives its starter, in a session of its own.
 *
 * @param pid its process id
 * @param started when: after a restart of the machine the id may be anybody's
 */
public record Daemon(long pid, Instant started) {
    private static final Duration SAME = Duration.ofSeconds(2);
    private static final Duration REAPING = Duration.ofSeconds(3);
    private static final int PAUSE_MILLIS = 50;
    private static final int STATE_FIELD = 0;
    private static final int SESSION_FIELD = 3;

    /** What a child may see of this process's environment: no setting of another installation gets into it. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /** Starts a program whose output is appended to a log. */
    public static Daemon start(List<String> program, Map<String, String> environment, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (new File("/usr/bin/setsid").canExecute()) {
            // An interrupt at this terminal must not reach it.
            command.add("/usr/bin/setsid");
        }
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> ours = builder.environment();
        ours.keySet().retainAll(INHERITED);
        ours.putAll(environment);
        Process process = builder.start();
        return new Daemon(process.pid(), process.info().startInstant().orElseGet(Instant::now));
    }

    /** The one that a file names; empty where there is no such file. */
    public static Optional<Daemon> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ", 2);
        return Optional.of(new Daemon(Long.parseLong(parts[0]), Instant.parse(parts[1])));
    }

    /** A process that has ended is listed until somebody asks how; where nobody does, as in some containers, that is for ever. */
    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && !stat(process.pid(), STATE_FIELD).equals("Z");
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, pid + " " + started + "\n");
    }

    public boolean alive() {
        return handle().isPresent();
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(Daemon::lives)
                .filter(process -> process.info()
                        .startInstant()
                        .map(instant -> Duration.between(instant, started).abs().compareTo(SAME) < 0)
                        .orElse(true));
    }

    /** Asks it to end, insists after a while, and leaves none of those that it started. */
    public void stop(Duration patience) throws IOException {
        List<ProcessHandle> all = members();
        handle().ifPresent(process -> {
            process.destroy();
            await(process, patience);
        });
        for (ProcessHandle left : all) {
            if (lives(left)) {
                left.destroyForcibly();
                await(left, patience);
            }
        }
        awaitReaped(all);
    }

    /** Nobody looking after it shall find a trace of what has ended, if whoever reaps it is quick. */
    private static void awaitReaped(List<ProcessHandle> ended) {
        Instant end = Instant.now().plus(REAPING);
        try {
            while (ended.stream().anyMatch(ProcessHandle::isAlive)
                    && Instant.now().isBefore(end)) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(ProcessHandle process, Duration patience) {
        Instant end = Instant.now().plus(patience);
        try {
            while (lives(process) && Instant.now().isBefore(end)) {
                Thread.sleep(PAUSE_MILLIS);
            }
            if (lives(process)) {
                process.destroyForcibly();
                while (lives(process) && Instant.now().isBefore(end.plus(patience))) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It, its descendants, and whoever is left of its session. */
    private List<ProcessHandle> members() throws IOException {
        Map<Long, ProcessHandle> found = new LinkedHashMap<>();
        handle().ifPresent(process -> {
            found.put(process.pid(), process);
            process.descendants().forEach(child -> found.put(child.pid(), child));
        });
        // A number that is another process's by now was given back, so nobody is left of the session that had it.
        boolean reused =
                found.isEmpty() && ProcessHandle.of(pid).filter(Daemon::lives).isPresent();
        if (!reused && Files.isDirectory(Path.of("/proc/self"))) {
            ProcessHandle.allProcesses()
                    .filter(process -> session(process.pid()) == pid)
                    .forEach(process -> found.put(process.pid(), process));
        }
        return List.copyOf(found.values());
    }

    /** Bytes of memory that are its own, and its share of what it has in common with others; 0 where that is not told. */
    public long memory() throws IOException {
        long kilobytes = 0;
        for (ProcessHandle member : members()) {
            kilobytes += proportional(member.pid());
        }
        return kilobytes << 10;
    }

    private static long proportional(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    private static long session(long pid) {
        String session = stat(pid, SESSION_FIELD);
        return session.isEmpty() ? -1 : Long.parseLong(session);
    }

    /** What Linux tells of a process, counted from behind its name; empty where there is none or no Linux. */
    private static String stat(long pid, int field) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION_FIELD + 2)[field];
        } catch (IOException gone) {
            return "";
        }
    }
}
