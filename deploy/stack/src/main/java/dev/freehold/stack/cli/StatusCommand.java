package dev.freehold.stack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.part.PartState;
import dev.freehold.stack.part.Survey;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/stack/status}: one line for each part. */
@Command(
        name = "status",
        description = "Say how each part is.",
        footer = "Exit status: 0 all ready, 1 one is dead, stopped or not ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final String COLUMNS = "%-17s %8s %6s  %-10s %8s%n";
    private static final long MEBIBYTE = 1 << 20;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    StatusCommand() {}

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        if (!installation.wasStarted()) {
            out.println("No stack in " + installation.folder().folder() + ". Start it: deploy/stack/up");
            out.flush();
            return ExitCode.NO;
        }
        Shape shape = Shape.read(installation.folder());
        Ports ports = Ports.read(installation.folder(), shape);
        List<Survey.Line> lines = new Survey(installation.folder(), installation.parts(shape, ports)).run();
        if (output == OutputFormat.json) {
            out.println(json(lines));
        } else {
            out.printf(COLUMNS, "name", "pid", "port", "state", "memory");
            lines.forEach(line -> text(line, out));
        }
        out.flush();
        return lines.stream().allMatch(line -> line.state() == PartState.READY) ? ExitCode.DONE : ExitCode.NO;
    }

    private static void text(Survey.Line line, PrintWriter out) {
        out.printf(
                COLUMNS,
                line.name(),
                line.pid() == 0 ? "-" : Long.toString(line.pid()),
                line.port(),
                line.state().toString().replace(' ', '-'),
                line.memory() == 0 ? "-" : line.memory() / MEBIBYTE + "M");
    }

    private static ArrayNode json(List<Survey.Line> lines) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (Survey.Line line : lines) {
            ObjectNode part = all.addObject();
            part.put("name", line.name())
                    .put("pid", line.pid())
                    .put("port", line.port())
                    .put("state", line.state().toString())
                    .put("memory", line.memory());
            if (!line.complaint().isEmpty()) {
                part.put("complaint", line.complaint());
            }
        }
        return all;
    }
}
