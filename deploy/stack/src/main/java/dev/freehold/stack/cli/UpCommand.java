package dev.freehold.stack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.process.Daemon;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import dev.freehold.stack.part.Starting;
import dev.freehold.stack.realm.ClientCredentials;
import dev.freehold.stack.realm.FirstUseCase;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/stack/up}: starts what does not run, and says how to reach it. */
@Command(
        name = "up",
        description = "Start all parts (those that run are left as they are) and say how to reach them.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.text;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            description =
                    "how many gateways, each with a port and a write-ahead log of its own (default: as before, at first 1)")
    private @Nullable Integer gateways;

    @Option(
            names = "--policy-engine",
            paramLabel = "ENGINE",
            description = "who decides for the gateways: wasm, in their own processes, or opa, the stack's OPA server"
                    + " (default: as before, at first wasm)")
    private Shape.@Nullable Engine engine;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    UpCommand() {}

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        Instant began = Instant.now();
        installation.folder().create();
        Ports ports = installation.alone(() -> {
            Shape shape = shape(installation);
            Ports chosen = Ports.ensure(installation.folder(), shape);
            new Starting(installation.folder(), installation.parts(shape, chosen), line -> {
                        synchronized (progress) {
                            progress.println(line);
                            progress.flush();
                        }
                    })
                    .run();
            return chosen;
        });
        progress.printf(
                "all ready after %d s%n", Duration.between(began, Instant.now()).toSeconds());
        progress.flush();
        if (output == OutputFormat.json) {
            out.println(json(installation, ports));
        } else {
            text(installation, ports, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** What is asked for is kept; what runs is no other for it, so that it must not run when it is to change. */
    private Shape shape(Installation installation) throws IOException {
        StackFolder folder = installation.folder();
        Shape before = Shape.read(folder);
        Shape wanted =
                new Shape(gateways == null ? before.gateways() : gateways, engine == null ? before.engine() : engine);
        boolean grows = wanted.gateways() >= before.gateways() && wanted.engine() == before.engine();
        if (!grows) {
            for (String gateway : before.gatewayNames()) {
                if (Daemon.read(folder.pid(gateway)).filter(Daemon::alive).isPresent()) {
                    throw new ServerFailed(
                            gateway + " runs: end the stack with deploy/stack/down before there are fewer gateways"
                                    + " or another engine decides for them");
                }
            }
        }
        wanted.write(folder);
        return wanted;
    }

    private static ObjectNode json(Installation installation, Ports ports) throws Exception {
        ObjectNode result = Json.MAPPER
                .createObjectNode()
                .put("gateway", ports.url("gateway") + "/v1")
                .put("console", ports.url("console") + "/console")
                .put("home", installation.folder().folder().toString());
        ArrayNode all = result.putArray("gateways");
        for (String name : Shape.read(installation.folder()).gatewayNames()) {
            all.add(ports.url(name) + "/v1");
        }
        result.set("credentials", ClientCredentials.json(ClientCredentials.read(installation.folder())));
        return result.put("token_url", FirstUseCase.tokenUrl(ports));
    }

    private static void text(Installation installation, Ports ports, PrintWriter out) {
        out.println("Freehold is up, as processes of this machine.");
        out.println();
        out.println("  gateway      " + ports.url("gateway") + "/v1");
        out.println("  console      " + ports.url("console") + "/console");
        out.println("  tokens       " + FirstUseCase.tokenUrl(ports));
        out.println("  credentials  " + installation.folder().credentials() + " (client id and secret for each role)");
        out.println("  ports        " + installation.folder().ports());
        out.println();
        out.println("See also: deploy/stack/status, logs, down");
    }
}
