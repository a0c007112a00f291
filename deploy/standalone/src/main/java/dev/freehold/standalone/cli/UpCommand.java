package dev.freehold.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.credentials.Credentials;
import dev.freehold.standalone.home.Home;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freehold up}: starts the platform, or finds it running, and says how to reach it. */
@Command(
        name = "up",
        description = "Start the platform (or find it running) and say how to reach it.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.text;

    /** The roles that have a page, the most asked for first. */
    private static final List<Role> CONSOLE_ORDER =
            List.of(Role.COMPLIANCE_OFFICER, Role.DATA_ENGINEER, Role.APPROVER, Role.APPLICATION);

    private static final int COLUMN = 20;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the spec in before it runs anything
    UpCommand() {}

    @Override
    public Integer call() throws Exception {
        Home home = Home.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        PlatformProcess process = new PlatformProcess(home, spec.commandLine().getErr());
        RunningPlatform platform = process.ensure();
        process.trainCache();
        Credentials credentials = Credentials.read(home);
        if (output == OutputFormat.json) {
            out.println(json(home, platform, credentials));
        } else {
            text(home, platform, credentials, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static ObjectNode json(Home home, RunningPlatform platform, Credentials credentials) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put("gateway", platform.url() + "/v1");
        result.put("console", platform.url() + "/console");
        result.put("home", home.folder().toString());
        ObjectNode keys = result.putObject("credentials");
        Credentials.ROLES.forEach(
                role -> keys.put(role.wireName(), credentials.of(role).reveal()));
        return result;
    }

    private static void text(Home home, RunningPlatform platform, Credentials credentials, PrintWriter out)
            throws Exception {
        PlatformClient client = new PlatformClient(platform.url());
        out.println("Freehold is up: " + platform.url());
        out.println();
        out.println("  gateway      " + platform.url() + "/v1");
        out.println("  console      one link for each role; each signs in once, within ten minutes");
        for (Role role : CONSOLE_ORDER) {
            out.println("    " + pad(role.wireName()) + client.signInLink(credentials.of(role)));
        }
        out.println("  data folder  " + home.folder());
        out.println("  keys         " + home.credentials());
        out.println();
        out.println("Next: ./freehold demo   See also: ./freehold status, logs, verify, down");
    }

    private static String pad(String name) {
        return name + " ".repeat(Math.max(1, COLUMN - name.length()));
    }
}
