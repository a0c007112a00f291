package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.console.jobs.Curves.Course;
import dev.freehold.console.jobs.Curves.Loss;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is: what changes while one looks.
 *
 * @param step the last step told; 0 before the first
 * @param chart absent while there are fewer than two steps to draw
 */
public record RunView(
        boolean live,
        String state,
        String address,
        long step,
        long steps,
        String loss,
        String progress,
        @Nullable LossChart chart,
        List<Line> lines) {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /** One thing that happened. */
    public record Line(String time, String text, String style) {
        static Line of(JsonNode event) {
            return new Line(
                    SECONDS.format(
                            Instant.ofEpochSecond(event.path("created_at").asLong())),
                    event.path("message").asText(""),
                    "line-"
                            + switch (event.path("level").asText("")) {
                                case "error" -> "error";
                                case "warn" -> "warn";
                                default -> "info";
                            });
        }
    }

    static RunView of(String id, JobState state, Course course) {
        List<Loss> losses = course.losses();
        Loss last = losses.isEmpty() ? new Loss(0, 0, 0) : losses.get(losses.size() - 1);
        return new RunView(
                state.open(),
                state.code(),
                JobsPage.address(id),
                last.step(),
                Math.max(last.steps(), last.step()),
                losses.isEmpty() ? "" : Figures.fraction(last.loss()),
                losses.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, "Step %,d of %,d", last.step(), Math.max(last.steps(), last.step())),
                losses.size() < 2 ? null : LossChart.of(losses),
                course.messages().stream().map(Line::of).toList());
    }
}
