package dev.freehold.stack.part;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks parts how they are. */
final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private Http() {}

    /** What an address answers; empty where nobody does in time. */
    static Optional<HttpResponse<String>> get(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build();
        try {
            return Optional.of(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("interrupted", e);
        }
    }

    static boolean ok(String address) {
        return get(address).filter(answer -> answer.statusCode() == 200).isPresent();
    }

    /** The checks of a service that are not up, with what they say. */
    static String complaint(String address) {
        Optional<HttpResponse<String>> answer = get(address);
        if (answer.isEmpty() || answer.get().statusCode() == 200) {
            return "";
        }
        try {
            JsonNode checks = Json.MAPPER.readTree(answer.get().body()).path("checks");
            return StreamSupport.stream(checks.spliterator(), false)
                    .filter(check -> !check.path("status").asText().equals("UP"))
                    .map(check -> check.path("name").asText() + " "
                            + (check.path("data").isMissingNode() ? "" : check.path("data")))
                    .collect(Collectors.joining("; "));
        } catch (IOException noJson) {
            return "it answers " + answer.get().statusCode();
        }
    }
}
