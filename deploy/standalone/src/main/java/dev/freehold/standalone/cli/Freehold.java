package dev.freehold.standalone.cli;

import dev.freehold.audit.verify.Verify;
import dev.freehold.standalone.StartRefused;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code freehold}. */
@Command(
        name = "freehold",
        description = "The governed AI platform that a regulated company owns.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DownCommand.class,
            ExportCommand.class,
            Verify.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "Freehold 0.1.0",
        footer = {
            "",
            "Environment:",
            "  FREEHOLD_HOME   data folder (default ~/.freehold)",
            "  FREEHOLD_PORT   HTTP port on 127.0.0.1 (default 8080)",
            "  FREEHOLD_JAVA   Java home to run on (default: the newest found)",
            "",
            "Exit status: 0 done, 1 no, 2 could not."
        })
public final class Freehold implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    Freehold() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Freehold());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            PrintWriter err = command.getErr();
            String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            err.println("freehold: " + sentence);
            if (!(failure instanceof StartRefused || failure instanceof CommandFailed)) {
                failure.printStackTrace(err);
            }
            err.flush();
            return failure instanceof CommandFailed failed ? failed.exitCode() : ExitCode.COULD_NOT;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a command: up, demo, import, status, logs, verify or down");
    }
}
