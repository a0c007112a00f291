package dev.freehold.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.credentials.Credentials;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold import}: brings a model's folder in and has it vetted. */
@Command(
        name = "import",
        description = {
            "Import a model from a folder, and have it vetted.",
            "The folder is in Transformers layout: config.json, .safetensors (one or sharded), tokenizer.json;",
            "decoders of the Llama family and BERT encoders. Or one .onnx encoder with its tokenizer.json.",
            "What was imported already is found again; an interrupted import is begun anew."
        },
        footer = "Exit status: 0 vetted, 1 refused, 2 could not.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final Duration SAY_AFTER = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(300);

    @Parameters(paramLabel = "DIR", description = "the model's folder")
    private Path folder;

    @Option(names = "--name", paramLabel = "NAME", description = "what callers write (default: the folder's name)")
    private @Nullable String name;

    @Option(
            names = {"--licence", "--license"},
            paramLabel = "SPDX",
            description = "licence of the weights (default: what README.md states)")
    private @Nullable String licence;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in before it runs anything
    ImportCommand() {}

    @Override
    public Integer call() throws Exception {
        Home home = Home.fromEnvironment();
        RunningPlatform platform = PlatformProcess.required(home);
        ModelFolder model = ModelFolder.of(folder);
        String called = name != null
                ? name
                : model.name().orElseThrow(() -> CommandFailed.couldNot("name the model: --name NAME"));
        String under = licence != null
                ? licence
                : model.licence()
                        .map(ImportCommand::spdx)
                        .orElseThrow(() ->
                                CommandFailed.couldNot("README.md names no licence; name it: --licence Apache-2.0"));
        PrintWriter err = spec.commandLine().getErr();
        if (!model.leftOut().isEmpty()) {
            err.println("Left out, since it is of no kind that is taken: " + String.join(", ", model.leftOut()));
            err.flush();
        }
        AccessKey key = Credentials.read(home).of(Role.DATA_ENGINEER);
        PlatformClient client = new PlatformClient(platform.url());
        JsonNode done = followed(client, key, sent(client, key, model, called, under));
        if (!done.path("status").asText().equals("vetted")) {
            throw CommandFailed.no("the import failed: " + done.path("message").asText());
        }
        print(done, called, platform);
        return ExitCode.DONE;
    }

    /** Cards write licences in lower case, the registry as SPDX does; those that it allows by default differ by case alone. */
    private static String spdx(String card) {
        String upper = card.toUpperCase(Locale.ROOT);
        return upper.equals("APACHE-2.0") ? "Apache-2.0" : upper.replace("-CLAUSE", "-Clause");
    }

    private JsonNode sent(PlatformClient client, AccessKey key, ModelFolder model, String called, String under)
            throws IOException {
        say(String.format(
                Locale.ROOT, "Sending %d files, %,d MB ...", model.taken().size(), model.bytes() >> 20));
        String path = "/api/registry/models/" + encoded(called) + "/imports?licence=" + encoded(under);
        PlatformClient.Answer answer =
                client.post(key, path, "application/zip", BodyPublishers.ofInputStream(model::zip));
        if (!answer.ok() && answer.status() < 500) {
            throw CommandFailed.no(answer.body().path("detail").asText("the platform answered " + answer.status())
                    + ". " + answer.body().path("remedy").asText());
        }
        return answer.expectOk("import");
    }

    private JsonNode followed(PlatformClient client, AccessKey key, JsonNode begun)
            throws IOException, InterruptedException {
        long since = System.nanoTime();
        String told = "";
        JsonNode state = begun;
        while (state.path("status").asText().equals("running")) {
            String step = state.path("message").asText();
            if (!step.equals(told) && System.nanoTime() - since > SAY_AFTER.toNanos()) {
                say(step + " ...");
                told = step;
            }
            Thread.sleep(PAUSE.toMillis());
            state = client.get(key, "/api/registry/imports/" + begun.path("id").asText())
                    .expectOk("import status");
        }
        return state;
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    private void print(JsonNode done, String called, RunningPlatform platform) {
        PrintWriter out = spec.commandLine().getOut();
        String digest = done.path("digest").asText();
        if (output == OutputFormat.json) {
            ObjectNode result =
                    Json.MAPPER.createObjectNode().put("name", called).put("digest", digest);
            result.put("message", done.path("message").asText()).set("figures", done.path("figures"));
            out.println(result);
        } else {
            out.println(called + "  " + digest);
            out.println(done.path("message").asText());
            out.println();
            out.println("Next: an approver looks at it and approves it at " + platform.url() + "/console,");
            out.println("      or with the approver's key: POST /api/registry/models/" + called + "/versions/" + digest
                    + "/approval");
        }
        out.flush();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
