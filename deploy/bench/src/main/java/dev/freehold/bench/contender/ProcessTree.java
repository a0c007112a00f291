package dev.freehold.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process with all that it started, as Linux accounts for them. */
public record ProcessTree(ProcessHandle root) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;

    /** Processor time of all of them so far, in seconds. */
    public double cpuSeconds() {
        return all().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    /** Memory of all of them in MiB, each shared page counted once in all. */
    public double pssMebibytes() {
        return all().mapToDouble(ProcessTree::pss).sum() / 1024;
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static double cpuSeconds(ProcessHandle process) {
        String stat = read(Path.of("/proc/" + process.pid() + "/stat"));
        // The name, in parentheses, may hold blanks: the fields after it are numbered from the state on.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
        return fields.length < USER_TIME + 2
                ? 0
                : (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    private static double pss(ProcessHandle process) {
        return read(Path.of("/proc/" + process.pid() + "/smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    /** Empty for a process that has just ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
