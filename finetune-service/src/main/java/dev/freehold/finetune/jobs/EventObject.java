package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An event on the OpenAI wire.
 *
 * @param data of type {@code metrics}: {@code step}, {@code steps}, {@code train_loss} and, the same, {@code loss}
 */
public record EventObject(
        String id,
        String object,
        long createdAt,
        String level,
        String message,
        String type,
        @Nullable JsonNode data) {
    static final String PREFIX = "ftevent-";

    static EventObject of(JobEvents.Numbered numbered) {
        JobEvent event = numbered.event();
        return new EventObject(
                PREFIX + numbered.number(),
                "fine_tuning.job.event",
                event.at().getEpochSecond(),
                event.level(),
                event.message(),
                event.type(),
                event.data());
    }
}
