package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.cli.PlatformClient;
import dev.freehold.standalone.credentials.Credentials;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main job on a running platform: open model, private tuning, governed answer, proof. */
public final class Demo {
    private static final String TENANT = "default";

    private final Home home;
    private final RunningPlatform platform;
    private final Path archive;
    private final Subject subject;
    private final Narrator narrator;

    /**
     * @param archive the jar that carries the open model
     * @param subject what the story is told of
     */
    public Demo(Home home, RunningPlatform platform, Path archive, Subject subject, PrintWriter out) {
        this.home = home;
        this.platform = platform;
        this.archive = archive;
        this.subject = subject;
        this.narrator = new Narrator(out);
    }

    /** Tells the story, going on from what is there, and gives its figures. */
    public ObjectNode tell() throws IOException, InterruptedException {
        Credentials credentials = Credentials.read(home);
        PlatformClient client = new PlatformClient(platform.url());
        DemoActors actors = new DemoActors(client, credentials);
        long before = ledgerSize();
        ModelStory models = new ModelStory(actors, narrator);
        models.bringIn(archive);
        TuningStory.Tuned tuned = new TuningStory(actors, subject, narrator).tune();
        JsonNode figures = tuned.job().path("freehold");
        narrator.fact(
                "network: %s",
                figures.path("isolation").asText().equals("namespace")
                        ? "denied by a namespace of the worker's own; a planted connect failed"
                        : "NOT denied, for this machine gives processes no network namespace");
        narrator.fact(
                "macro-F1 on %d held-out rows: base %.3f, tuned %.3f; gain 95 %% [%.3f, %.3f]",
                figures.path("held_out_rows").asLong(),
                figures.path("base_f1").asDouble(),
                figures.path("tuned_f1").asDouble(),
                figures.path("gain_low").asDouble(),
                figures.path("gain_high").asDouble());
        narrator.step("The adapter is approved by a second person");
        models.approve(subject.adapter(), figures.path("adapter").asText(), false);
        DemoActors callers = subject.useCase().isPresent()
                ? actors.withApplication(new PurposeStory(actors, narrator)
                        .register(subject.useCase().orElseThrow(), subject.adapter(), new TenantId(TENANT)))
                : actors;
        JsonNode chat = Json.MAPPER.missingNode();
        CallStory.Called called = new CallStory(callers, subject, narrator).call();
        if (subject.useCase().isEmpty()) {
            chat = new ChatStory(actors, models, narrator).tell();
        }
        long size = new ProofStory(actors, narrator, home.ledger(TENANT)).prove(called);
        ObjectNode result = Json.MAPPER.createObjectNode();
        for (String figure : new String[] {"base_f1", "tuned_f1", "gain_low", "gain_high", "held_out_rows"}) {
            result.set(figure, figures.path(figure));
        }
        for (String figure : new String[] {"base_loss", "tuned_loss", "leak_test"}) {
            if (chat.has(figure)) {
                result.set(figure, chat.path(figure));
            }
        }
        if (chat.has("gain_low")) {
            result.set("chat_gain_low", chat.path("gain_low"));
        }
        result.put("adapter", subject.adapter());
        result.put("isolation", figures.path("isolation").asText());
        result.put("denied", called.denied());
        result.put("masked", tuned.file().path("freehold").path("masked").asLong());
        result.put("records", size - before);
        result.put("ledger_size", size);
        result.put("seconds", narrator.seconds());
        narrator.step("Look for yourself");
        narrator.fact("console, signed in as compliance officer (once, for ten minutes):");
        narrator.fact("%s", client.signInLink(credentials.of(Role.COMPLIANCE_OFFICER)));
        narrator.fact("keys: %s   stop: ./freehold down", home.credentials());
        return result;
    }

    private long ledgerSize() throws IOException {
        Path checkpoint = home.ledger(TENANT).resolve("checkpoint");
        return Files.exists(checkpoint)
                ? Long.parseLong(Files.readAllLines(checkpoint).get(1))
                : 0;
    }
}
