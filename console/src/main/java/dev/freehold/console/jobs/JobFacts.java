package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a job, by the names that people use; what is not known yet is left out. */
final class JobFacts {
    private final List<Fact> facts = new ArrayList<>();

    private JobFacts() {}

    /**
     * One thing that is known.
     *
     * @param exact whether the value is a code or a digest, to be read letter by letter
     */
    public record Fact(String name, String value, boolean exact) {}

    static List<Fact> data(JsonNode job, Optional<JsonNode> file) {
        JsonNode intake = file.map(found -> found.path("freehold")).orElseGet(() -> job.path("no-such-member"));
        return new JobFacts()
                .plain("Base model", job.path("model").asText(""))
                .exact("Its digest", job.path("freehold").path("base").asText(""))
                .plain(
                        "File",
                        file.map(found -> found.path("filename").asText("")).orElse(""))
                .exact("File id", job.path("training_file").asText(""))
                .plain("Rows", Figures.count(intake.path("rows")))
                .plain("Duplicates left out", Figures.count(intake.path("duplicates")))
                .exact(
                        "Digest of the masked rows",
                        job.path("freehold").path("dataset").asText(""))
                .exact(
                        "Digest of the validation rows",
                        job.path("freehold").path("validation").asText(""))
                .facts;
    }

    static List<Fact> masked(Optional<JsonNode> file) {
        JobFacts masked = new JobFacts();
        file.ifPresent(found -> found.path("freehold").path("findings").forEach(finding -> {
            String category = finding.path("category").asText("");
            masked.plain(
                    Figures.words(finding.path("type").asText("")),
                    Figures.count(finding.path("count")) + (category.isEmpty() ? "" : " (" + category + ")"));
        }));
        return masked.facts;
    }

    static List<Fact> training(JsonNode job) {
        JobFacts facts = new JobFacts();
        for (Map.Entry<String, JsonNode> field : job.path("hyperparameters").properties()) {
            facts.plain(
                    Figures.words(field.getKey().replaceFirst("^n_", "")),
                    field.getValue().asText(""));
        }
        JsonNode freehold = job.path("freehold");
        JsonNode training = freehold.path("training");
        return facts.plain("Seed", job.path("seed").asText(""))
                .plain("Begun", Figures.time(job.path("created_at")))
                .plain("Ended", Figures.time(job.path("finished_at")))
                .plain("Attempts", Figures.count(freehold.path("attempts")))
                .plain("Steps taken", Figures.count(training.path("steps")))
                .plain("Epoch kept", Figures.count(training.path("kept_epoch")))
                .plain("Tokens learned from", Figures.count(job.path("trained_tokens")))
                .plain("Weights trained", Figures.count(training.path("trainable_parameters")))
                .plain(
                        "Kept off the network by",
                        isolation(freehold.path("isolation").asText("")))
                .facts;
    }

    static List<Fact> result(JsonNode job) {
        JsonNode freehold = job.path("freehold");
        return new JobFacts()
                .plain("Name", job.path("fine_tuned_model").asText(""))
                .exact("Digest of the adapter", freehold.path("adapter").asText(""))
                .facts;
    }

    private static String isolation(String code) {
        return switch (code) {
            case "namespace" -> "a network namespace of its own";
            case "policy" -> "a network policy of the cluster";
            case "none" -> "nothing: this machine does not allow it";
            default -> code;
        };
    }

    private JobFacts plain(String name, String value) {
        return add(name, value, false);
    }

    private JobFacts exact(String name, String value) {
        return add(name, value, true);
    }

    private JobFacts add(String name, String value, boolean exact) {
        if (!value.isBlank()) {
            facts.add(new Fact(name, value, exact));
        }
        return this;
    }
}
