package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The data team's part: a dataset taken in and masked, an adapter tuned on it in private. */
final class TuningStory {
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
        TuningJob job = new TuningJob(
                actors,
                narrator,
                new TuningJob.Order(
                        ModelStory.MODEL, subject.adapter(), subject.file(), subject.rows(), subject.epochs(), 1));
        JsonNode file = job.file();
        JsonNode intake = file.path("freehold");
        narrator.fact(
                "%d rows checked, %d findings of personal data masked before anything was stored",
                intake.path("rows").asLong(), intake.path("masked").asLong());
        narrator.step("Tune in private: LoRA and a classification head, in a worker process of its own");
        return new Tuned(job.run(file), file);
    }
}
