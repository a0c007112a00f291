package dev.freehold.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.home.Home;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freehold status}: whether the platform runs and each of its parts is ready. */
@Command(
        name = "status",
        description = "Say whether the platform runs and which of its parts are ready.",
        footer = "Exit status: 0 ready, 1 not running or not ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    StatusCommand() {}

    @Override
    public Integer call() throws Exception {
        Home home = Home.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        Optional<RunningPlatform> running = RunningPlatform.of(home);
        ObjectNode status = Json.MAPPER.createObjectNode();
        status.put("home", home.folder().toString());
        status.put("running", running.isPresent());
        boolean ready = false;
        if (running.isPresent()) {
            status.put("pid", running.get().pid());
            status.put("gateway", running.get().url() + "/v1");
            Optional<HttpResponse<String>> health =
                    new PlatformProcess(home, spec.commandLine().getErr()).health(running.get());
            ready = health.filter(answer -> answer.statusCode() == 200).isPresent();
            parts(health, status.putArray("parts"));
        }
        status.put("ready", ready);
        print(status, out);
        out.flush();
        return ready ? ExitCode.DONE : ExitCode.NO;
    }

    private static void parts(Optional<HttpResponse<String>> health, ArrayNode parts) throws Exception {
        if (health.isEmpty()) {
            return;
        }
        for (JsonNode check : Json.MAPPER.readTree(health.get().body()).path("checks")) {
            ObjectNode part = parts.addObject();
            part.put("name", check.path("name").asText());
            part.put("state", check.path("status").asText().equals("UP") ? "ready" : "not ready");
            part.set("data", check.path("data").isMissingNode() ? Json.MAPPER.createObjectNode() : check.path("data"));
        }
    }

    private void print(ObjectNode status, PrintWriter out) {
        if (output == OutputFormat.json) {
            out.println(status);
            return;
        }
        if (!status.path("running").asBoolean()) {
            out.println("Freehold is not running in " + status.path("home").asText() + ". Start it: ./freehold up");
            return;
        }
        out.println("Freehold is " + (status.path("ready").asBoolean() ? "ready" : "not ready") + ": "
                + status.path("gateway").asText() + " (process "
                + status.path("pid").asLong() + ")");
        for (JsonNode part : status.path("parts")) {
            String data = part.path("data").isEmpty() ? "" : "  " + part.path("data");
            out.printf(
                    "  %-36s %s%s%n",
                    part.path("name").asText(), part.path("state").asText(), data);
        }
    }
}
