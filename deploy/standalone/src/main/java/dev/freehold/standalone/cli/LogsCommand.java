package dev.freehold.standalone.cli;

import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freehold logs}: the end of the platform's log, and what follows. */
@Command(name = "logs", description = "Show the platform's log.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final int LONGEST_TAIL = 1 << 20;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "last N lines (default: ${DEFAULT-VALUE})")
    private int lines = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "go on as the log grows, until interrupted")
    private boolean follow;

    @Option(names = "--postgres", description = "PostgreSQL's log instead")
    private boolean postgres;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    LogsCommand() {}

    @Override
    public Integer call() throws Exception {
        Path log = Home.fromEnvironment().logs().resolve(postgres ? "postgres.log" : "platform.log");
        if (!Files.exists(log)) {
            throw CommandFailed.no("no log yet at " + log);
        }
        PrintWriter out = spec.commandLine().getOut();
        long position = tail(log, out);
        while (follow) {
            position = copy(log, position, out);
            Thread.sleep(300);
        }
        return ExitCode.DONE;
    }

    private long tail(Path log, PrintWriter out) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LONGEST_TAIL);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            String[] all = new String(end, StandardCharsets.UTF_8).split("\n", -1);
            for (int i = Math.max(0, all.length - 1 - lines); i < all.length - 1; i++) {
                out.println(all[i]);
            }
            out.flush();
            return from + end.length;
        }
    }

    private static long copy(Path log, long position, PrintWriter out) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() <= position) {
                return Math.min(position, file.length());
            }
            byte[] more = new byte[(int) Math.min(LONGEST_TAIL, file.length() - position)];
            file.seek(position);
            file.readFully(more);
            out.print(new String(more, StandardCharsets.UTF_8));
            out.flush();
            return position + more.length;
        }
    }
}
