package dev.freehold.stack.realm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.keycloak.KeycloakServer;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Registers the use case that the realm's application is for, as its operator would: with a token, over HTTP, on record. */
public final class FirstUseCase {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final String ID = "complaint-triage";

    private final StackFolder folder;
    private final Ports ports;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public FirstUseCase(StackFolder folder, Ports ports) {
        this.folder = folder;
        this.ports = ports;
    }

    /** Where clients ask for tokens. */
    public static String tokenUrl(Ports ports) {
        return ports.url("keycloak") + "/realms/" + KeycloakServer.REALM + "/protocol/openid-connect/token";
    }

    public void ensure() throws IOException {
        String token = token();
        HttpRequest.Builder look =
                authorized(token, "/api/registry/use-cases/" + ID).GET();
        HttpResponse<String> found = send(look);
        if (found.statusCode() == NOT_FOUND) {
            HttpRequest.Builder create = authorized(token, "/api/registry/use-cases")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(useCase().toString()));
            found = send(create);
        }
        if (found.statusCode() >= 300) {
            throw new ServerFailed(
                    "the registry answered " + found.statusCode() + " to the first use case: " + found.body());
        }
    }

    private static ObjectNode useCase() {
        ObjectNode useCase = Json.MAPPER
                .createObjectNode()
                .put("id", ID)
                .put("owner", "Customer Care")
                .put("purpose", "Sort customers' complaints by topic, and draft the answers to simple ones.")
                .put("clearance", "confidential")
                .put("retention_days", 183)
                .put("daily_calls", 1_000_000);
        useCase.putArray("data_categories").add("PII");
        useCase.putArray("models")
                .add("all-minilm-l6-v2")
                .add("complaint-classifier")
                .add("starter-chat")
                .add("mortgage-chat");
        return useCase;
    }

    private HttpRequest.Builder authorized(String token, String path) {
        return HttpRequest.newBuilder(URI.create(ports.url("registry") + path))
                .header("Authorization", "Bearer " + token);
    }

    private String token() throws IOException {
        ClientCredentials operator = ClientCredentials.read(folder).get(Role.OPERATOR);
        if (operator == null) {
            throw new ServerFailed("no operator in " + folder.credentials());
        }
        String form = "grant_type=client_credentials&client_id="
                + URLEncoder.encode(operator.clientId(), StandardCharsets.UTF_8) + "&client_secret="
                + URLEncoder.encode(operator.secret().text(), StandardCharsets.UTF_8);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(tokenUrl(ports)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        if (answer.statusCode() != 200) {
            throw new ServerFailed("Keycloak gave the operator no token: " + answer.body());
        }
        return Json.MAPPER.readTree(answer.body()).path("access_token").asText();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("interrupted", e);
        }
    }
}
