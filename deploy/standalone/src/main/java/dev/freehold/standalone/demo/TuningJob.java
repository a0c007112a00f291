package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One fine-tuning job of the story, over OpenAI's files and jobs at the gateway, from its rows to its end. */
final class TuningJob {
    private static final String FILES = "/v1/files";
    private static final String JOBS = "/v1/fine_tuning/jobs";
    private static final int SEED = 7;

    private final DemoActors actors;
    private final Narrator narrator;
    private final Order order;

    TuningJob(DemoActors actors, Narrator narrator, Order order) {
        this.actors = actors;
        this.narrator = narrator;
        this.order = order;
    }

    /**
     * What is tuned on what.
     *
     * @param base name of the base model
     * @param adapter name of the result
     * @param file name of the uploaded file
     * @param rows its content, JSON Lines
     * @param rate multiplier of the learning rate
     */
    record Order(String base, String adapter, String file, String rows, int epochs, double rate) {}

    /** The file of an earlier run of the story, or the rows taken in now. */
    JsonNode file() throws IOException {
        Optional<JsonNode> earlier = earlier();
        return earlier.isEmpty()
                ? upload()
                : actors.client()
                        .get(
                                actors.dataEngineer(),
                                FILES + "/"
                                        + earlier.get().path("training_file").asText())
                        .expectOk("file");
    }

    /** Runs the job to its end, or finds it ended. */
    JsonNode run(JsonNode file) throws IOException, InterruptedException {
        Optional<JsonNode> earlier = earlier();
        JsonNode job =
                earlier.isPresent() ? earlier.get() : create(file.path("id").asText());
        return await(job.path("id").asText());
    }

    private Optional<JsonNode> earlier() throws IOException {
        JsonNode jobs =
                actors.client().get(actors.dataEngineer(), JOBS + "?limit=100").expectOk("jobs");
        for (JsonNode job : jobs.path("data")) {
            String status = job.path("status").asText();
            boolean hopeless = status.equals("failed") || status.equals("cancelled");
            if (!hopeless && job.path("suffix").asText().equals(order.adapter())) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    private JsonNode upload() throws IOException {
        String boundary = "freehold-" + Long.toHexString(System.nanoTime());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "name=\"purpose\"", "fine-tune");
        part(
                body,
                boundary,
                "name=\"file\"; filename=\"" + order.file() + "\"\r\nContent-Type: application/jsonl",
                order.rows());
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return actors.client()
                .post(
                        actors.dataEngineer(),
                        FILES,
                        "multipart/form-data; boundary=" + boundary,
                        BodyPublishers.ofByteArray(body.toByteArray()))
                .expectOk("upload");
    }

    private static void part(ByteArrayOutputStream body, String boundary, String disposition, String content) {
        String text =
                "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode create(String file) throws IOException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", order.base());
        request.put("training_file", file);
        request.put("suffix", order.adapter());
        request.put("seed", SEED);
        request.putObject("hyperparameters")
                .put("n_epochs", order.epochs())
                .put("learning_rate_multiplier", order.rate());
        return actors.client().postJson(actors.dataEngineer(), JOBS, request).expectOk("job");
    }

    private JsonNode await(String id) throws IOException, InterruptedException {
        while (true) {
            JsonNode job =
                    actors.client().get(actors.dataEngineer(), JOBS + "/" + id).expectOk("job");
            switch (job.path("status").asText()) {
                case "succeeded" -> {
                    return job;
                }
                case "failed", "cancelled" ->
                    throw new IOException("the job ended " + job.path("status").asText() + ": "
                            + job.path("error").path("message").asText());
                default -> {
                    narrator.progress("%s", newestEvent(id));
                    Thread.sleep(1_000);
                }
            }
        }
    }

    private String newestEvent(String id) throws IOException {
        JsonNode events = actors.client()
                .get(actors.dataEngineer(), JOBS + "/" + id + "/events?limit=1")
                .expectOk("events");
        JsonNode newest = events.path("data").path(0);
        String message = newest.path("message").asText("queued");
        return newest.path("type").asText().equals("metrics")
                ? String.format(
                        "%s, loss %.3f",
                        message, newest.path("data").path("loss").asDouble())
                : message;
    }
}
