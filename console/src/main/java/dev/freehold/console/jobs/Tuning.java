package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the fine-tuning surface in the name of whoever looks; its refusals come out as problems, with their reasons. */
@ApplicationScoped
public class Tuning {
    /** Jobs on a page. */
    static final int JOBS = 20;
    /** Events of one answer: the most that the surface gives. */
    static final int EVENTS = 100;

    private static final long LONGEST_ANSWER = 8 << 20;
    private static final ProblemType REFUSED = new ProblemType(
            "JOBS_REFUSED",
            502,
            "The fine-tuning service refused",
            "Try again. If it stays like this, tell whoever runs this platform.");

    private final FineTuningSurface surface;

    Tuning(FineTuningSurface surface) {
        this.surface = surface;
    }

    /** Newest first. */
    JsonNode jobs(Caller caller, @Nullable String after) {
        return get(caller, "fine_tuning/jobs", page(JOBS, after));
    }

    JsonNode job(Caller caller, String id) {
        return get(caller, "fine_tuning/jobs/" + id, Map.of());
    }

    /** Newest first. */
    JsonNode events(Caller caller, String id, @Nullable String after) {
        return get(caller, "fine_tuning/jobs/" + id + "/events", page(EVENTS, after));
    }

    /** What intake found in the rows that a job learns from; empty where they are not kept any more, or not for this reader. */
    Optional<JsonNode> trainingFile(Caller caller, String id) {
        try {
            return Optional.of(get(caller, "files/" + id, Map.of()));
        } catch (ProblemException e) {
            int status = e.problem().status();
            if (status == 404 || status == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void cancel(Caller caller, String id) {
        ask(caller, "POST", "fine_tuning/jobs/" + id + "/cancel", Map.of());
    }

    private static Map<String, List<String>> page(int limit, @Nullable String after) {
        List<String> size = List.of(Integer.toString(limit));
        return after == null ? Map.of("limit", size) : Map.of("limit", size, "after", List.of(after));
    }

    private JsonNode get(Caller caller, String path, Map<String, List<String>> query) {
        return ask(caller, "GET", path, query);
    }

    private JsonNode ask(Caller caller, String method, String path, Map<String, List<String>> query) {
        SurfaceReply reply = surface.handle(
                caller, new SurfaceRequest(method, path, query, Map.of(), InputStream.nullInputStream()));
        JsonNode answer = read(reply);
        if (reply.status() / 100 != 2) {
            throw new ProblemException(problem(reply.status(), answer.path("error")));
        }
        return answer;
    }

    private static JsonNode read(SurfaceReply reply) {
        if (reply.body().length() > LONGEST_ANSWER) {
            throw new ProblemException(REFUSED, "Its answer is longer than a page can show.");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            reply.body().writeTo(bytes);
            return Json.MAPPER.readTree(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the fine-tuning surface answered without JSON", e);
        }
    }

    /** An error in OpenAI's shape, with what this house adds to it. */
    private static Problem problem(int status, JsonNode error) {
        List<Reason> reasons = new ArrayList<>();
        error.path("reasons").forEach(reason -> {
            if (reason.isObject()) {
                reasons.add(new Reason(
                        text(reason, "code", "-"), text(reason, "sentence", "-"), text(reason, "remedy", "-")));
            }
        });
        String message = text(error, "message", "It gave no reason.");
        String remedy = text(error, "remedy", REFUSED.remedy());
        return new Problem(
                REFUSED.urn(),
                title(status),
                status,
                // For clients that show nothing else the message ends in the remedy; here that stands by itself.
                message.endsWith(" " + remedy) ? message.substring(0, message.length() - remedy.length() - 1) : message,
                text(error, "code", REFUSED.code()),
                remedy,
                error.path("decision_id").textValue(),
                reasons,
                null,
                null);
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "Policy does not let you do this";
            case 404 -> "Not found";
            case 409 -> "This cannot be done now";
            default -> REFUSED.title();
        };
    }

    private static String text(JsonNode node, String name, String otherwise) {
        String text = node.path(name).asText("");
        return text.isBlank() ? otherwise : text;
    }
}
