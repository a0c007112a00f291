package dev.freehold.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls the platform as one of its people would, over HTTP with a key. */
public final class PlatformClient {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int LONGEST_ERROR = 1 << 16;

    private final String base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public PlatformClient(String base) {
        this.base = base;
    }

    /**
     * What the platform answered.
     *
     * @param status HTTP status
     * @param body JSON, or a missing node if there was none
     * @param http the whole answer, for its headers
     */
    public record Answer(int status, JsonNode body, HttpResponse<byte[]> http) {
        public boolean ok() {
            return status < 300;
        }

        /** The body of an answer that must have gone well. */
        public JsonNode expectOk(String what) {
            if (!ok()) {
                throw refused(what, status, body);
            }
            return body;
        }
    }

    public Answer get(AccessKey key, String path) throws IOException {
        return send(request(key, path).GET());
    }

    public Answer postJson(AccessKey key, String path, JsonNode body) throws IOException {
        return send(request(key, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    public Answer post(AccessKey key, String path, String contentType, BodyPublisher body) throws IOException {
        return send(request(key, path).header("Content-Type", contentType).POST(body));
    }

    /** A body too large to hold, to be read as it comes; the caller closes it. */
    public InputStream download(AccessKey key, String path) throws IOException {
        return open(path, request(key, path).GET());
    }

    /** An answer that comes piece by piece; the caller closes it. */
    public InputStream stream(AccessKey key, String path, JsonNode body) throws IOException {
        return open(
                path,
                request(key, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    private InputStream open(String what, HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() >= 300) {
                try (InputStream body = answer.body()) {
                    throw refused(what, answer.statusCode(), json(body.readNBytes(LONGEST_ERROR)));
                }
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.couldNot("interrupted");
        }
    }

    /** Asks for a link that signs this key's owner in to the console. */
    public String signInLink(AccessKey key) throws IOException {
        JsonNode link = send(request(key, "/api/sign-in/links").POST(BodyPublishers.noBody()))
                .expectOk("sign-in link");
        return base + link.path("path").asText();
    }

    private static CommandFailed refused(String what, int status, JsonNode body) {
        return CommandFailed.couldNot(what + ": the platform answered " + status + ": "
                + body.path("detail").asText(body.path("error").path("message").asText(body.toString())));
    }

    private HttpRequest.Builder request(AccessKey key, String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key.reveal());
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), json(answer.body()), answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.couldNot("interrupted");
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }
}
