package dev.freehold.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.demo.Demo;
import dev.freehold.standalone.demo.OwnData;
import dev.freehold.standalone.demo.Subject;
import dev.freehold.standalone.demo.UnusableData;
import dev.freehold.standalone.home.FreshStart;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freehold demo}: the main job, end to end, with what it shows in one figure a step. */
@Command(
        name = "demo",
        description = {
            "Run the main job end to end: open model, private tuning, governed answer, proof.",
            "Again, over a running platform or after an interrupt, it goes on with what is there."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.text;

    @Option(names = "--fresh", description = "stop the platform, delete the data folder and start anew")
    private boolean fresh;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "tell it of your own texts: lines of {\"text\": \"...\", \"label\": \"...\"}")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    DemoCommand() {}

    @Override
    public Integer call() throws Exception {
        // Before anything starts: a mistake in the file is told at once.
        Subject subject = subject();
        Home home = Home.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        // The story goes to standard error when a program reads the result.
        PrintWriter told = output == OutputFormat.json ? spec.commandLine().getErr() : out;
        PlatformProcess process = new PlatformProcess(home, spec.commandLine().getErr());
        if (fresh) {
            process.stop();
            FreshStart.clear(home);
        }
        RunningPlatform platform = process.ensure();
        told.println("Freehold is up: " + platform.url() + "   data folder: " + home.folder());
        ObjectNode figures = new Demo(home, platform, archive(), subject, told).tell();
        if (output == OutputFormat.json) {
            out.println(figures);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private Subject subject() throws IOException {
        try {
            return data == null ? Subject.complaints() : OwnData.read(data);
        } catch (UnusableData e) {
            throw CommandFailed.couldNot(String.valueOf(e.getMessage()));
        }
    }

    private static Path archive() throws IOException {
        Path app = Path.of(
                Optional.ofNullable(System.getenv("FREEHOLD_APP")).orElse("deploy/standalone/target/quarkus-app"));
        Path models = app.resolveSibling("starter-models");
        try (Stream<Path> files = Files.list(models)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> CommandFailed.couldNot("no model in " + models + "; build again: ./mvnw package"));
        }
    }
}
