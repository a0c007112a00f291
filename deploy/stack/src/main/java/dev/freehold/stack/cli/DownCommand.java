package dev.freehold.stack.cli;

import dev.freehold.stack.part.Ending;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deploy/stack/down}: ends all parts. */
@Command(name = "down", description = "End all parts; their data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    DownCommand() {}

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.fromEnvironment();
        long ended = installation.wasStarted() ? installation.alone(() -> new Ending(installation.folder()).run()) : 0;
        spec.commandLine()
                .getOut()
                .println(
                        ended == 0
                                ? "Nothing ran in " + installation.folder().folder() + "."
                                : "The stack is down: " + ended + " parts ended.");
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
