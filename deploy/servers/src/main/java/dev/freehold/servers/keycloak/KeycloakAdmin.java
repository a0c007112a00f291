package dev.freehold.servers.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A realm's administration over Keycloak's Admin REST API, as far as setting one up goes. */
public final class KeycloakAdmin {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final String realm;
    private final Secret secret;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    KeycloakAdmin(URI server, String realm, Secret secret) {
        this.server = server;
        this.realm = realm;
        this.secret = secret;
    }

    /** The realm's own settings. */
    public JsonNode realm() throws IOException {
        return get("");
    }

    public JsonNode get(String path) throws IOException {
        return JSON.readTree(send("GET", path, null));
    }

    public void post(String path, JsonNode body) throws IOException {
        send("POST", path, body);
    }

    public void put(String path, JsonNode body) throws IOException {
        send("PUT", path, body);
    }

    public void delete(String path) throws IOException {
        send("DELETE", path, null);
    }

    /** A client of the realm, by the name that it calls itself. */
    public Optional<ObjectNode> client(String clientId) throws IOException {
        JsonNode found = get("/clients?clientId=" + encoded(clientId));
        return found.isEmpty() ? Optional.empty() : Optional.of((ObjectNode) found.get(0));
    }

    /** A confidential client's secret, which Keycloak made. */
    public Secret clientSecret(String clientId) throws IOException {
        ObjectNode client = client(clientId).orElseThrow(() -> new ServerFailed("the realm has no client " + clientId));
        return new Secret(get("/clients/" + client.path("id").asText() + "/client-secret")
                .path("value")
                .asText());
    }

    /** Gives a confidential client a secret that somebody else made. */
    public void setClientSecret(String clientId, Secret secret) throws IOException {
        ObjectNode client = client(clientId).orElseThrow(() -> new ServerFailed("the realm has no client " + clientId));
        if (!clientSecret(clientId).equals(secret)) {
            put("/clients/" + client.path("id").asText(), client.put("secret", secret.text()));
        }
    }

    /** Gives a person or a service account a role of the realm. */
    public void grant(String userId, String role) throws IOException {
        post("/users/" + userId + "/role-mappings/realm", JSON.createArrayNode().add(get("/roles/" + role)));
    }

    private String send(String method, String path, @org.jspecify.annotations.Nullable JsonNode body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/admin/realms/" + realm + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        return answered(request.build(), method + " " + path);
    }

    /** Asked for each time: it lives for a minute, and this is no hot path. */
    private String token() throws IOException {
        String form = "grant_type=client_credentials&client_id=" + encoded(KeycloakSettings.ADMIN) + "&client_secret="
                + encoded(secret.text());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server + "/realms/master/protocol/openid-connect/token"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return JSON.readTree(answered(request, "the setup account's token"))
                .path("access_token")
                .asText();
    }

    private String answered(HttpRequest request, String what) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new ServerFailed(
                        "Keycloak answered " + answer.statusCode() + " to " + what + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("interrupted while asking Keycloak", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
