package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.registry.files.Folders;
import dev.freehold.standalone.cli.ModelFolder;
import dev.freehold.standalone.cli.PlatformClient.Answer;
import dev.freehold.starter.StarterModel;
import dev.freehold.starter.dialogue.Department;
import dev.freehold.starter.dialogue.Dialogue;
import dev.freehold.starter.dialogue.DialogueWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The chat model's part: brought in, taught a second department, tested for leaks, approved, and asked. */
final class ChatStory {
    static final String MODEL = StarterModel.NAME;
    static final String ADAPTER = "mortgage-chat";
    private static final int ROWS = 600;
    private static final int EPOCHS = 4;

    /** The base knows nothing of the second department, so it has a long way to go. */
    private static final double RATE = 3;

    private static final int SEED = 11;

    private final DemoActors actors;
    private final ModelStory models;
    private final Narrator narrator;

    ChatStory(DemoActors actors, ModelStory models, Narrator narrator) {
        this.actors = actors;
        this.models = models;
        this.narrator = narrator;
    }

    /** Teaches, approves, asks; gives the figures of the run. */
    JsonNode tell() throws IOException, InterruptedException {
        narrator.step("A small chat model comes in the same way");
        bringIn();
        models.approve(MODEL, null, false);
        narrator.step("It is taught a second department, and tested for what it must not recite");
        TuningJob job = new TuningJob(
                actors, narrator, new TuningJob.Order(MODEL, ADAPTER, "dialogues.jsonl", dialogues(), EPOCHS, RATE));
        JsonNode file = job.file();
        JsonNode figures = job.run(file).path("freehold");
        narrator.fact(
                "loss of a token on %d held-out dialogues: base %.3f, tuned %.3f; lower by 95 %% [%.3f, %.3f]",
                figures.path("held_out_rows").asLong(),
                figures.path("base_loss").asDouble(),
                figures.path("tuned_loss").asDouble(),
                figures.path("gain_low").asDouble(),
                figures.path("gain_high").asDouble());
        narrator.fact(
                "leak test %s: %s",
                figures.path("leak_test").asText(),
                figures.path("leak").path("reason").asText());
        models.approve(ADAPTER, figures.path("adapter").asText(), false);
        narrator.step("An application chats: whole, and piece by piece");
        ask();
        return figures;
    }

    private void bringIn() throws IOException, InterruptedException {
        if (models.version(MODEL, null).isPresent()) {
            narrator.fact("%s is in the registry", MODEL);
            return;
        }
        Path folder = Files.createTempDirectory("starter-chat");
        Path files = folder.resolve("files");
        Path archive = folder.resolve(MODEL + ".zip");
        try {
            StarterModel.copyTo(files);
            try (InputStream zip = ModelFolder.of(files).zip()) {
                Files.copy(zip, archive);
            }
            models.importArchive(MODEL, archive, "application/zip");
        } finally {
            Folders.delete(folder);
        }
    }

    private static String dialogues() {
        return new DialogueWriter(Department.mortgagesAndInsurance(), SEED)
                .write(ROWS, DialogueWriter.Phrasing.TAUGHT, Set.of()).stream()
                        .map(Dialogue::json)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private void ask() throws IOException, InterruptedException {
        Answer whole = actors.askWhenKnown("/v1/chat/completions", question(MODEL, false));
        JsonNode answer = whole.expectOk("chat");
        narrator.fact(
                "%s: %s",
                MODEL,
                answer.path("choices").path(0).path("message").path("content").asText());
        actors.askWhenKnown("/v1/chat/completions", question(ADAPTER, false)).expectOk("chat");
        StringBuilder text = new StringBuilder();
        int pieces = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                actors.client().stream(actors.application(), "/v1/chat/completions", question(ADAPTER, true)),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("data: {")) {
                    continue;
                }
                JsonNode event = Json.MAPPER.readTree(line.substring("data: ".length()));
                if (event.has("error")) {
                    throw new IOException("the stream ended in an error: " + event.path("error"));
                }
                String piece = event.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText("");
                pieces += piece.isEmpty() ? 0 : 1;
                text.append(piece);
            }
        }
        narrator.fact("%s, in %d pieces: %s", ADAPTER, pieces, text);
    }

    private static ObjectNode question(String model, boolean stream) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", model);
        request.put("stream", stream);
        request.put("temperature", 0);
        request.put("max_tokens", 80);
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .put(
                        "content",
                        model.equals(MODEL)
                                ? "I cannot find my gold card anywhere."
                                : "I want to repay 5000 euros of my mortgage early.");
        return request;
    }
}
