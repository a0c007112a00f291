package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The data team's part: a dataset taken in and masked, an adapter tuned on it in private. */
final class TuningStory {
    private static final String FILES = "/api/finetune/v1/files";
    private static final String JOBS = "/api/finetune/v1/fine_tuning/jobs";
    private static final int SEED = 7;

    private final DemoActors actors;
    private final Subject subject;
    private final Narrator narrator;

    TuningStory(DemoActors actors, Subject subject, Narrator narrator) {
        this.actors = actors;
        this.subject = subject;
        this.narrator = narrator;
    }

    /**
     * What the story goes on with.
     *
     * @param job the job object, succeeded
     * @param file the file object that it was tuned on
     */
    record Tuned(JsonNode job, JsonNode file) {}

    Tuned tune() throws IOException, InterruptedException {
        narrator.step("Take in a dataset with personal data in it");
        Optional<JsonNode> earlier = earlierJob();
        JsonNode file = earlier.isPresent()
                ? actors.client()
                        .get(
                                actors.dataEngineer(),
                                FILES + "/"
                                        + earlier.get().path("training_file").asText())
                        .expectOk("file")
                : upload();
        JsonNode intake = file.path("freehold");
        narrator.fact(
                "%d rows checked, %d findings of personal data masked before anything was stored",
                intake.path("rows").asLong(), intake.path("masked").asLong());
        narrator.step("Tune in private: LoRA and a classification head, in a worker process of its own");
        JsonNode job =
                earlier.isPresent() ? earlier.get() : create(file.path("id").asText());
        return new Tuned(await(job.path("id").asText()), file);
    }

    private Optional<JsonNode> earlierJob() throws IOException {
        JsonNode jobs =
                actors.client().get(actors.dataEngineer(), JOBS + "?limit=100").expectOk("jobs");
        for (JsonNode job : jobs.path("data")) {
            String status = job.path("status").asText();
            boolean hopeless = status.equals("failed") || status.equals("cancelled");
            if (!hopeless && job.path("suffix").asText().equals(subject.adapter())) {
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
                "name=\"file\"; filename=\"" + subject.file() + "\"\r\nContent-Type: application/jsonl",
                subject.rows());
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
        request.put("model", ModelStory.MODEL);
        request.put("training_file", file);
        request.put("suffix", subject.adapter());
        request.put("seed", SEED);
        request.putObject("hyperparameters").put("n_epochs", subject.epochs());
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
