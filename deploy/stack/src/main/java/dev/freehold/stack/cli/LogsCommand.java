package dev.freehold.stack.cli;

import dev.freehold.servers.ServerFailed;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.part.Parts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy/stack/logs}: the end of each part's log. */
@Command(name = "logs", description = "Show the end of the parts' logs.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final int LONGEST_TAIL = 1 << 20;

    @Parameters(paramLabel = "PART", arity = "0..*", description = "parts, as status names them (default: all)")
    private List<String> chosen = List.of();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "last N lines of each (default: ${DEFAULT-VALUE})")
    private int lines = 10;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    LogsCommand() {}

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = Parts.names(Shape.read(installation.folder()));
        for (String part : chosen.isEmpty() ? names : chosen) {
            if (!names.contains(part)) {
                throw new ServerFailed("no part of the name " + part + "; there are " + String.join(", ", names));
            }
            Path log = installation.folder().log(part);
            out.println("==> " + log + " <==");
            if (Files.exists(log)) {
                tail(log, out);
            }
        }
        out.flush();
        return ExitCode.DONE;
    }

    private void tail(Path log, PrintWriter out) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LONGEST_TAIL);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            String[] all = new String(end, StandardCharsets.UTF_8).split("\n", -1);
            for (int i = Math.max(0, all.length - 1 - lines); i < all.length - 1; i++) {
                out.println(all[i]);
            }
        }
    }
}
