package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the jobs, newest first.
 *
 * @param older address of the next page; absent on the last
 * @param later whether this is not the first page
 * @param live whether any job on it may still change
 */
public record JobsPage(List<Row> rows, @Nullable String older, String address, boolean later, boolean live) {
    static final String ADDRESS = "/console/jobs";

    /**
     * One job.
     *
     * @param gain tuned less base; empty until there is an evaluation
     */
    public record Row(
            String address,
            String name,
            String id,
            String state,
            String style,
            String model,
            String created,
            String took,
            String gain) {
        static Row of(JsonNode job) {
            JobState state = JobState.of(job.path("status").asText());
            String id = job.path("id").asText();
            JsonNode freehold = job.path("freehold");
            return new Row(
                    JobsPage.address(id),
                    job.path("suffix").asText(id),
                    id,
                    state.words(),
                    state.style(),
                    job.path("model").asText(),
                    Figures.time(job.path("created_at")),
                    freehold.path("seconds").isNumber()
                            ? Figures.duration(freehold.path("seconds").asDouble())
                            : "",
                    freehold.path("gain").isNumber()
                            ? Figures.difference(freehold.path("gain").asDouble())
                                    + (freehold.path("base_loss").isNumber() ? " loss" : " F1")
                            : "");
        }
    }

    public JobsPage {
        rows = List.copyOf(rows);
    }

    static JobsPage of(JsonNode list, @Nullable String after) {
        List<Row> rows = new ArrayList<>();
        boolean live = false;
        String last = "";
        for (JsonNode job : list.path("data")) {
            rows.add(Row.of(job));
            live |= JobState.of(job.path("status").asText()).open();
            last = job.path("id").asText();
        }
        String older = list.path("has_more").asBoolean() && !last.isEmpty() ? ADDRESS + "?after=" + last : null;
        return new JobsPage(rows, older, after == null ? ADDRESS : ADDRESS + "?after=" + after, after != null, live);
    }

    static String address(String id) {
        return ADDRESS + "/" + id;
    }
}
