package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fine-tuning service in memory: jobs that a test moves on, which remembers what it was asked. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeTuning implements FineTuningSurface {
    private final Map<String, ObjectNode> jobs = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> events = new LinkedHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private Optional<RuntimeException> failure = Optional.empty();
    private int lastEvent;

    public synchronized void clear() {
        jobs.clear();
        events.clear();
        asked.clear();
        failure = Optional.empty();
    }

    public synchronized void fail(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** A new job; the newest is listed first. */
    public synchronized String add(String number, String state) {
        String id = "ftjob-" + number;
        ObjectNode job = Json.MAPPER.createObjectNode();
        job.put("id", id).put("object", "fine_tuning.job").put("created_at", 1_795_420_800L);
        job.putNull("finished_at").putNull("fine_tuned_model").putNull("error");
        job.put("model", "all-minilm-l6-v2").put("status", state).put("training_file", "file-0a1b");
        job.put("seed", 7).put("suffix", "complaint-classifier");
        job.putObject("hyperparameters")
                .put("n_epochs", 8)
                .put("batch_size", 16)
                .put("learning_rate_multiplier", 1.0);
        job.putObject("freehold")
                .put("attempts", 1)
                .put("base", "sha256:" + "4f".repeat(32))
                .put("dataset", "sha256:" + "a7".repeat(32));
        jobs.put(id, job);
        events.put(id, new ArrayList<>());
        say(id, "info", "the job waits for a free place", null);
        return id;
    }

    public synchronized void say(String job, String level, String message, ObjectNode data) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("id", "ftevent-" + ++lastEvent).put("created_at", 1_795_420_860L + lastEvent);
        event.put("level", level).put("message", message).put("type", data == null ? "message" : "metrics");
        event.set("data", data);
        events.get(job).add(0, event);
    }

    public void step(String job, int step, int steps, double loss) {
        say(
                job,
                "info",
                "step " + step + " of " + steps,
                Json.MAPPER
                        .createObjectNode()
                        .put("step", step)
                        .put("steps", steps)
                        .put("loss", loss));
    }

    public synchronized void move(String job, String state) {
        jobs.get(job).put("status", state);
    }

    public synchronized void failed(String job, String code, String message) {
        jobs.get(job).put("status", "failed").put("finished_at", 1_795_421_000L);
        jobs.get(job)
                .putObject("error")
                .put("code", code)
                .put("message", message)
                .putNull("param");
    }

    public synchronized void succeeded(String job, double low, double high, String leakTest) {
        ObjectNode done = jobs.get(job);
        done.put("status", "succeeded")
                .put("finished_at", 1_795_421_000L)
                .put("fine_tuned_model", "complaint-classifier");
        ObjectNode freehold = (ObjectNode) done.get("freehold");
        freehold.put("base_f1", 0.612).put("tuned_f1", 0.874).put("gain", 0.262);
        freehold.put("gain_low", low).put("gain_high", high).put("held_out_rows", 240);
        freehold.put("isolation", "namespace")
                .put("adapter", "sha256:" + "be".repeat(32))
                .put("seconds", 92.4);
        freehold.put("leak_test", leakTest);
        freehold.putObject("training").put("steps", 400).put("kept_epoch", 6).put("trainable_parameters", 73_728);
        ObjectNode evaluation = freehold.putObject("evaluation");
        ArrayNode labels = evaluation.putArray("labels");
        ArrayNode base = evaluation.putObject("base").putArray("f1");
        ArrayNode tuned = evaluation.putObject("tuned").putArray("f1");
        for (String label : List.of("card lost", "fees", "transfer")) {
            labels.add(label);
            base.add(0.6);
            tuned.add(0.88);
        }
    }

    @Override
    public synchronized SurfaceReply handle(Caller caller, SurfaceRequest request) {
        asked.add(request.method() + " " + request.path());
        failure.ifPresent(exception -> {
            throw exception;
        });
        String[] path = request.path().split("/", -1);
        if (path[0].equals("files")) {
            return file(path[1]);
        }
        if (path.length == 2) {
            return page(new ArrayList<>(jobs.values()), request, true);
        }
        ObjectNode job = jobs.get(path[2]);
        if (job == null) {
            return error(404, "job_not_found", "No job of yours has this id.", "Look at the list.");
        }
        if (path.length == 3) {
            return reply(200, job);
        }
        return path[3].equals("events") ? page(events.get(path[2]), request, false) : cancel(caller, job);
    }

    private SurfaceReply cancel(Caller caller, ObjectNode job) {
        if (!caller.roles().contains(Role.DATA_ENGINEER)) {
            return error(403, "ROLE_MAY_NOT", "An approver may not cancel a job.", "Ask a data engineer.");
        }
        job.put("status", "cancelled").put("finished_at", 1_795_421_000L);
        return reply(200, job);
    }

    private static SurfaceReply file(String id) {
        ObjectNode file = Json.MAPPER.createObjectNode().put("id", id).put("filename", "complaints.jsonl");
        ObjectNode intake = file.putObject("freehold")
                .put("rows", 1_200)
                .put("duplicates", 14)
                .put("masked", 431);
        ArrayNode findings = intake.putArray("findings");
        findings.addObject().put("type", "email").put("category", "PII").put("count", 212);
        findings.addObject().put("type", "phone_number").put("category", "PII").put("count", 219);
        return reply(200, file);
    }

    private static SurfaceReply page(List<ObjectNode> all, SurfaceRequest request, boolean newestLast) {
        List<ObjectNode> found = new ArrayList<>(all);
        if (newestLast) {
            Collections.reverse(found);
        }
        String after = request.parameter("after");
        int from = 0;
        while (after != null && !found.get(from++).path("id").asText().equals(after)) {
            // Behind the one that is named.
        }
        int to = Math.min(found.size(), from + Integer.parseInt(request.parameter("limit")));
        ObjectNode page = Json.MAPPER.createObjectNode().put("object", "list").put("has_more", to < found.size());
        found.subList(from, to).forEach(page.putArray("data")::add);
        page.put("last_id", to == from ? null : found.get(to - 1).path("id").asText());
        return reply(200, page);
    }

    private static SurfaceReply error(int status, String code, String message, String remedy) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode error = body.putObject("error").put("code", code);
        error.put("message", message + " " + remedy)
                .put("remedy", remedy)
                .put("decision_id", "decision-9")
                .putArray("reasons");
        return reply(status, body);
    }

    private static SurfaceReply reply(int status, ObjectNode body) {
        return SurfaceReply.json(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
