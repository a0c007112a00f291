package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.cli.PlatformClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The open model's way in: imported, vetted, approved by a second person. */
final class ModelStory {
    static final String MODEL = "all-minilm-l6-v2";
    private static final String MODELS = "/api/registry/models/";

    private final DemoActors actors;
    private final Narrator narrator;

    ModelStory(DemoActors actors, Narrator narrator) {
        this.actors = actors;
        this.narrator = narrator;
    }

    void bringIn(Path archive) throws IOException, InterruptedException {
        narrator.step("Import an open model, and vet it");
        Optional<JsonNode> held = version(MODEL, null);
        if (held.isPresent()) {
            narrator.fact(
                    "%s is in the registry: %s",
                    MODEL, held.get().path("digest").asText());
        } else {
            importArchive(MODEL, archive, "application/java-archive");
            compare();
        }
        narrator.step("A second person approves it");
        approve(MODEL, null, true);
    }

    /** Has a version approved, first showing that its maker cannot; gives whether there was anything to approve. */
    boolean approve(String model, @org.jspecify.annotations.Nullable String digest, boolean makerTriesFirst)
            throws IOException {
        JsonNode version = version(model, digest).orElseThrow();
        if (version.path("state").asText().equals("approved")) {
            narrator.fact("%s is approved", model);
            return false;
        }
        String path = MODELS + model + "/versions/" + version.path("digest").asText() + "/approval";
        if (makerTriesFirst) {
            Answer refused = post(actors.dataEngineer(), path);
            narrator.fact(
                    "its maker may not: %d %s",
                    refused.status(), refused.body().path("code").asText());
        }
        post(actors.approver(), path).expectOk("approve " + model);
        narrator.fact("approved: %s", version.path("digest").asText());
        return true;
    }

    private Answer post(AccessKey key, String path) throws IOException {
        return actors.client().postJson(key, path, Json.MAPPER.createObjectNode());
    }

    /** Sends an archive in, under Apache-2.0, and waits until it is vetted. */
    void importArchive(String model, Path archive, String contentType) throws IOException, InterruptedException {
        narrator.fact("%s, %d MB, licence Apache-2.0", archive.getFileName(), Files.size(archive) >> 20);
        JsonNode started = actors.client()
                .post(
                        actors.dataEngineer(),
                        MODELS + model + "/imports?licence=Apache-2.0",
                        contentType,
                        BodyPublishers.ofFile(archive))
                .expectOk("import");
        String path = "/api/registry/imports/" + started.path("id").asText();
        JsonNode state = started;
        while (state.path("status").asText().equals("running")
                || state.path("status").asText().equals("queued")) {
            narrator.progress("%s", state.path("message").asText("converting"));
            Thread.sleep(1_000);
            state = actors.client().get(actors.dataEngineer(), path).expectOk("import status");
        }
        if (!state.path("status").asText().equals("vetted")) {
            throw new IOException("the import failed: " + state.path("message").asText());
        }
    }

    private void compare() throws IOException {
        JsonNode evaluation = version(MODEL, null).orElseThrow().path("evaluation");
        narrator.fact(
                "vetted: %d tensors as safetensors; on %d sentences the embeddings are those of the original (cosine >= %.6f)",
                evaluation.path("tensors").asLong(),
                evaluation.path("sentences").asLong(),
                evaluation.path("minimum_cosine").asDouble());
    }

    /** The newest version of a model, or the one with a digest, with what the registry knows of it. */
    Optional<JsonNode> version(String model, @org.jspecify.annotations.Nullable String digest) throws IOException {
        Answer answer = actors.client().get(actors.dataEngineer(), MODELS + model);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        for (JsonNode version : answer.expectOk("model " + model).path("versions")) {
            if (digest == null || version.path("digest").asText().equals(digest)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
