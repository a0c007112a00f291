package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether the tuned model was shown not to recite what it learned from.
 *
 * @param detail figures of the test, where it has some
 */
public record LeakView(String words, String style, String sentence, String detail) {
    static LeakView of(JsonNode freehold, JobState job) {
        String detail = Figures.words(freehold.path("leak").path("reason").asText(""));
        return switch (freehold.path("leak_test").asText("")) {
            case "passed" ->
                new LeakView(
                        "passed",
                        "chip-ok",
                        "Planted canaries were not recited. An approver may let it go on.",
                        detail);
            case "failed" ->
                new LeakView(
                        "failed", "chip-failed", "It recites planted canaries: policy lets nobody approve it.", detail);
            case "not_applicable" ->
                new LeakView(
                        "does not apply", "chip-other", "This model cannot write text, so it can recite none.", detail);
            case "not_run" ->
                new LeakView(
                        "not run",
                        "chip-interrupted",
                        "Nobody looked: policy lets nobody approve it before that.",
                        detail);
            default ->
                job.open()
                        ? new LeakView("not yet", "chip-intent", "It is tested when the training has ended.", "")
                        : new LeakView(
                                "no result",
                                "chip-other",
                                "This job ended before the test, or ran before there was one.",
                                "");
        };
    }
}
