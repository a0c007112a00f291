package dev.freehold.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.bench.load.Load;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged platform, as {@code ./freehold up} starts it, in a data folder of its own. */
public final class Platform implements AutoCloseable {
    /** The model that is imported: its name is what callers write. */
    public static final String MODEL = "starter-chat";

    private static final String STARTER = "deploy/starter-model/src/main/resources/dev/freehold/starter/model";
    private static final String MODELS = "/api/registry/models/";
    private final Path root;
    private final Path folder;
    private final Map<String, String> environment;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param root of the checkout
     * @param folder for its data
     * @param settings of the platform, by their names in the environment
     */
    public Platform(Path root, Path folder, Map<String, String> settings) throws IOException {
        this.root = root;
        this.folder = Files.createDirectories(folder);
        this.port = Program.freePort();
        this.environment = new HashMap<>(settings);
        environment.put("FREEHOLD_HOME", folder.resolve("home").toString());
        environment.put("FREEHOLD_PORT", Integer.toString(port));
    }

    /** Starts it and waits until it is ready; gives the seconds that this took. */
    public double up() throws IOException, InterruptedException {
        long start = System.nanoTime();
        command("up");
        return (System.nanoTime() - start) / 1e9;
    }

    /** Runs one of its commands; gives what that printed. */
    public String command(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(root.resolve("freehold").toString()), Stream.of(words))
                .toList();
        return Program.run(command, environment, folder.resolve(words[0] + ".log"));
    }

    /** Brings a model in and has it approved; gives the key of the application that may call it, a million times a day. */
    public String prepare() throws IOException, InterruptedException {
        command("import", root.resolve(STARTER).toString(), "--name", MODEL, "--licence", "Apache-2.0");
        String digest = get(keyOf("data-engineer"), MODELS + MODEL)
                .path("versions")
                .path(0)
                .path("digest")
                .asText();
        post(keyOf("approver"), MODELS + MODEL + "/versions/" + digest + "/approval", "application/json", json("{}"));
        return keyOf("application");
    }

    public Target target(String path, String key, String body) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Target("Freehold, governed", new Load.Request(address, path, key, body), processes());
    }

    public ProcessTree processes() throws IOException {
        JsonNode running = Json.MAPPER.readTree(Files.readString(home().resolve("run/platform.json")));
        long pid = running.path("pid").asLong();
        return new ProcessTree(
                ProcessHandle.of(pid).orElseThrow(() -> new IOException("the platform (process " + pid + ") ended")));
    }

    /** Where the ledger of its tenant lies. */
    public Path ledger() {
        return home().resolve("ledger/default");
    }

    private Path home() {
        return folder.resolve("home");
    }

    /** The key of one of its people. */
    public String keyOf(String role) throws IOException {
        return key(Json.MAPPER.readTree(Files.readString(home().resolve("credentials.json"))), role);
    }

    public JsonNode get(String key, String path) throws IOException, InterruptedException {
        return ok(send(request(key, path).GET()));
    }

    public JsonNode post(String key, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return ok(send(request(key, path).header("Content-Type", type).POST(body)));
    }

    private static JsonNode ok(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.uri() + ": " + answer.statusCode() + " "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + key);
    }

    private static BodyPublisher json(String body) {
        return BodyPublishers.ofString(body);
    }

    private static String key(JsonNode credentials, String role) throws IOException {
        JsonNode key = credentials.path(role);
        if (!key.isTextual()) {
            throw new IOException("credentials.json has no key of " + role);
        }
        return key.asText();
    }

    @Override
    public void close() throws IOException {
        try {
            command("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
