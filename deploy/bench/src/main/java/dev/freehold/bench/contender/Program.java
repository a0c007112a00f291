package dev.freehold.bench.contender;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts other programs, with their words in a file. */
final class Program {
    private static final long LIMIT_MINUTES = 15;

    private Program() {}

    static Process start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a program to its end; what it printed is the result. */
    static String run(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        Process process = start(command, environment, log);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end within " + LIMIT_MINUTES + " min");
        }
        String said = Files.readString(log);
        if (process.exitValue() != 0) {
            throw new IOException(command + " ended with status " + process.exitValue() + ": " + said);
        }
        return said;
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
