package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a job.
 *
 * @param level {@code info}, {@code warn} or {@code error}
 * @param data figures of a step; absent on a plain message
 */
record JobEvent(
        Instant at, String level, String message, @Nullable JsonNode data) {
    static JobEvent info(Instant at, String message) {
        return new JobEvent(at, "info", message, null);
    }

    static JobEvent error(Instant at, String message) {
        return new JobEvent(at, "error", message, null);
    }

    static JobEvent step(Instant at, int step, int steps, double loss) {
        JsonNode data = JsonNodeFactory.instance
                .objectNode()
                .put("step", step)
                .put("steps", steps)
                .put("train_loss", loss)
                // As above, under the name by which this house's own pages have always read it.
                .put("loss", loss);
        return new JobEvent(at, "info", "step " + step + " of " + steps, data);
    }

    /** The type on the OpenAI wire. */
    String type() {
        return data == null ? "message" : "metrics";
    }
}
