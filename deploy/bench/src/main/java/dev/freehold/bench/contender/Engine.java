package dev.freehold.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The platform's own engine, measured through the gateway: the starter model writes, and an adapter of it is tuned. */
public final class Engine {
    private static final int TEXTS = 12;
    private static final int LONGEST_TEXT = 200;
    private static final int DIALOGUES = 300;
    private static final int EPOCHS = 6;
    private static final Duration LONGEST_JOB = Duration.ofMinutes(10);
    private static final String BOUNDARY = "freehold-bench";
    private static final String JSON = "application/json";

    private final Platform platform;

    public Engine(Platform platform) {
        this.platform = platform;
    }

    /** Tokens a second of texts that are written one after the other, decisions and records included. */
    public double written() throws IOException, InterruptedException {
        String key = platform.keyOf("application");
        write(key, 0);
        long tokens = 0;
        long start = System.nanoTime();
        for (int text = 1; text <= TEXTS; text++) {
            tokens += write(key, text);
        }
        return tokens * 1e9 / (System.nanoTime() - start);
    }

    private long write(String key, int seed) throws IOException, InterruptedException {
        ObjectNode request = Json.MAPPER
                .createObjectNode()
                .put("model", Platform.MODEL)
                .put("max_tokens", LONGEST_TEXT)
                .put("temperature", 1.0)
                .put("seed", seed);
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", "I cannot find my gold card anywhere.");
        return platform.post(key, "/v1/chat/completions", JSON, BodyPublishers.ofString(request.toString()))
                .path("usage")
                .path("completion_tokens")
                .asLong();
    }

    /** Learned tokens a second of a run's training: those of answers, as a job's {@code trained_tokens} counts them. */
    public double trained() throws IOException, InterruptedException {
        String key = platform.keyOf("data-engineer");
        String file = platform.post(
                        key,
                        "/v1/files",
                        "multipart/form-data; boundary=" + BOUNDARY,
                        BodyPublishers.ofString(form(rows())))
                .path("id")
                .asText();
        ObjectNode order = Json.MAPPER
                .createObjectNode()
                .put("model", Platform.MODEL)
                .put("training_file", file)
                .put("suffix", "bench-chat")
                .put("seed", 1);
        order.putObject("hyperparameters").put("n_epochs", EPOCHS);
        String id = platform.post(key, "/v1/fine_tuning/jobs", JSON, BodyPublishers.ofString(order.toString()))
                .path("id")
                .asText();
        long tokens = ended(key, id).path("trained_tokens").asLong();
        return tokens / trainingSeconds(key, id);
    }

    private JsonNode ended(String key, String id) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_JOB.toNanos();
        JsonNode job = platform.get(key, "/v1/fine_tuning/jobs/" + id);
        while (!job.path("status").asText().equals("succeeded")) {
            if (job.path("status").asText().equals("failed") || System.nanoTime() > end) {
                throw new IOException("the job did not succeed: " + job);
            }
            Thread.sleep(500);
            job = platform.get(key, "/v1/fine_tuning/jobs/" + id);
        }
        return job;
    }

    /** Between the first and the last report of the loss; events tell whole seconds, newest first. */
    private double trainingSeconds(String key, String id) throws IOException, InterruptedException {
        LongSummaryStatistics times = new LongSummaryStatistics();
        JsonNode page;
        String after = "";
        do {
            page = platform.get(key, "/v1/fine_tuning/jobs/" + id + "/events?limit=100" + after);
            for (JsonNode event : page.path("data")) {
                if (event.path("type").asText().equals("metrics")) {
                    times.accept(event.path("created_at").asLong());
                }
                after = "&after=" + event.path("id").asText();
            }
        } while (page.path("has_more").asBoolean());
        if (times.getMax() == times.getMin()) {
            throw new IOException("the run was too short to be measured");
        }
        return times.getMax() - times.getMin();
    }

    private static String rows() {
        return IntStream.range(0, DIALOGUES)
                .mapToObj(row -> "{\"messages\":[{\"role\":\"user\",\"content\":\"Where does parcel " + row
                        + " stand today, and who brings it?\"},{\"role\":\"assistant\",\"content\":\"Parcel " + row
                        + " left the depot this morning; the second tour brings it before noon.\"}]}")
                .collect(Collectors.joining("\n"));
    }

    private static String form(String rows) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dialogues.jsonl\"\r\n"
                + "Content-Type: application/jsonl\r\n\r\n" + rows + "\r\n--" + BOUNDARY + "--\r\n";
    }
}
