package dev.freehold.stack.cli;

import dev.freehold.servers.ServerFailed;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of {@code deploy/stack}. */
@Command(
        name = "stack",
        description = "Freehold as processes of this machine, on real servers.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Environment:",
            "  FREEHOLD_HOME    data folder (default ~/.freehold); the stack is in stack/ below it",
            "  FREEHOLD_CACHE   folder for what is fetched and built once (default ~/.cache/freehold)",
            "  FREEHOLD_JAVA    Java home to run on (default: JAVA_HOME, else java on the PATH)",
            "",
            "Exit status: 0 done, 1 no, 2 could not."
        })
public final class Stack implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    Stack() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Stack());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            PrintWriter err = command.getErr();
            err.println("stack: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
            if (!(failure instanceof ServerFailed)) {
                failure.printStackTrace(err);
            }
            err.flush();
            return ExitCode.COULD_NOT;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: up, down, status or logs");
    }
}
