package dev.freehold.enforcement.decision.opa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.decision.DecisionDocument;
import dev.freehold.enforcement.decision.NoDecisionException;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.wire.BoundedClient;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Has an OPA server decide (openpolicyagent.org, "Data API"). An answer is a decision if it came whole and in time, names the
 * bundle that decided, and holds one complete decision document; whatever else comes, or does not, is {@code Unavailable}.
 */
public final class OpaPolicyDecisionPoint implements PolicyDecisionPoint {
    private static final System.Logger LOG = System.getLogger(OpaPolicyDecisionPoint.class.getName());
    private static final int LONGEST_ANSWER = 256 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DIGEST_FORM = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final byte[] BEFORE = "{\"input\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "}".getBytes(StandardCharsets.UTF_8);

    private final BoundedClient client;
    private final OpaSettings settings;
    private final URI address;

    public OpaPolicyDecisionPoint(OpaSettings settings) {
        this.settings = settings;
        this.client = new BoundedClient(CONNECT);
        String base = settings.server().toString();
        String slash = base.endsWith("/") ? "" : "/";
        this.address = URI.create(base + slash + "v1/data/freehold/decision?provenance=true");
    }

    @Override
    public Decision decide(DecisionRequest request) {
        try {
            return replay(Json.MAPPER.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            return unavailable("the request cannot be written as JSON", e);
        }
    }

    /**
     * Has a request decided that was written before.
     *
     * @param recorded a decision request as JSON in UTF-8
     */
    public Decision replay(byte[] recorded) {
        if (recorded.length > LONGEST_REQUEST) {
            return new Decision.Unavailable(newId(), "the request is longer than " + LONGEST_REQUEST + " bytes");
        }
        try {
            return decision(Json.read(ask(recorded), JsonNode.class));
        } catch (NoDecisionException e) {
            return unavailable("the OPA server's answer is no decision: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // No kind of trouble with a server that is somebody else's may read as "allowed".
            return unavailable("the OPA server gave no decision: " + e.getMessage(), e);
        }
    }

    private byte[] ask(byte[] recorded) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(recorded)));
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        BoundedClient.Answer answer;
        try {
            answer = send(request.build(), deadline);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            // The server may have closed a connection that was kept: deciding twice harms nobody, once.
            answer = send(request.build(), deadline);
        }
        if (answer.status() != 200) {
            throw new IOException("it answers " + answer.status());
        }
        return answer.body();
    }

    private BoundedClient.Answer send(HttpRequest request, long deadline) throws IOException {
        Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
        return client.send(request, LONGEST_ANSWER, left);
    }

    private static byte[] body(byte[] recorded) {
        byte[] body = Arrays.copyOf(BEFORE, BEFORE.length + recorded.length + AFTER.length);
        System.arraycopy(recorded, 0, body, BEFORE.length, recorded.length);
        System.arraycopy(AFTER, 0, body, BEFORE.length + recorded.length, AFTER.length);
        return body;
    }

    private Decision decision(JsonNode answer) throws NoDecisionException {
        JsonNode named = answer.path("decision_id");
        String id = named.isTextual() && UUID_FORM.matcher(named.textValue()).matches() ? named.textValue() : newId();
        if (!answer.isObject() || !answer.has("result")) {
            throw new NoDecisionException("policy is undefined there");
        }
        return DecisionDocument.read(answer.get("result"), id, bundle(answer.path("provenance")));
    }

    /**
     * The name of the bundle that decided, as a digest: a revision that is one stands for itself, as this house's bundles have
     * it; any other by the digest of its text.
     */
    private Digest bundle(JsonNode provenance) throws NoDecisionException {
        JsonNode revision = provenance.path("bundles").path(settings.bundle()).path("revision");
        if (!revision.isTextual() || revision.textValue().isBlank()) {
            throw new NoDecisionException("it names no revision of a bundle " + settings.bundle()
                    + " (the name in the OPA server's configuration is freehold.policy.opa.bundle)");
        }
        String text = revision.textValue();
        return DIGEST_FORM.matcher(text).matches()
                ? new Digest(text)
                : Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static Decision unavailable(String cause, Exception trouble) {
        String id = newId();
        LOG.log(Level.WARNING, "decision {0} unavailable: {1}", id, cause);
        LOG.log(Level.DEBUG, "decision " + id, trouble);
        return new Decision.Unavailable(id, cause);
    }
}
