package dev.freehold.standalone.cli;

import dev.freehold.standalone.home.Home;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freehold down}: stops the platform and its PostgreSQL. */
@Command(name = "down", description = "Stop the platform; its data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    DownCommand() {}

    @Override
    public Integer call() throws Exception {
        Home home = Home.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        boolean stopped = new PlatformProcess(home, spec.commandLine().getErr()).stop();
        out.println(stopped ? "Freehold is down." : "Freehold was not running in " + home.folder() + ".");
        out.flush();
        return ExitCode.DONE;
    }
}
