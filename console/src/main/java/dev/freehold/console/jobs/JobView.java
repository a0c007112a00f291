package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.console.jobs.JobFacts.Fact;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job as its page shows it.
 *
 * @param mayCancel whether the reader's role is one that cancels; the service decides all the same
 * @param failure why it failed; empty where it did not
 * @param comparison absent until there is an evaluation
 * @param data what went in
 * @param masked findings that were masked, by type
 * @param training how it learns
 * @param result what came out
 */
public record JobView(
        String id,
        String address,
        String name,
        JobState state,
        boolean mayCancel,
        String failure,
        @Nullable Comparison comparison,
        List<Fact> data,
        List<Fact> masked,
        List<Fact> training,
        List<Fact> result,
        LeakView leak) {
    static JobView of(JsonNode job, Optional<JsonNode> file, boolean mayCancel) {
        String id = job.path("id").asText();
        JobState state = JobState.of(job.path("status").asText());
        JsonNode freehold = job.path("freehold");
        return new JobView(
                id,
                JobsPage.address(id),
                job.path("suffix").asText(id),
                state,
                mayCancel && state.open(),
                Figures.words(job.path("error").path("message").asText("")),
                Comparison.of(freehold).orElse(null),
                JobFacts.data(job, file),
                JobFacts.masked(file),
                JobFacts.training(job),
                JobFacts.result(job),
                LeakView.of(freehold, state));
    }
}
