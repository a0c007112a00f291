package dev.freehold.registry.account.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.wire.BoundedClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The clients of a realm over Keycloak's Admin REST API, as a service account that may manage clients and nothing else. */
public final class RealmClients {
    private static final int LONGEST = 256 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Realm realm;
    private final Duration patience;
    private final BoundedClient http;

    /**
     * Which realm, and as whom.
     *
     * @param admin address of the realm's administration, such as {@code https://id.example/admin/realms/freehold}
     * @param issuer as tokens name it
     * @param client that may manage clients
     * @param secret of that client
     */
    public record Realm(URI admin, URI issuer, String client, String secret) {
        public Realm {
            for (URI address : new URI[] {admin, issuer}) {
                String host = address.getHost();
                boolean here = "127.0.0.1".equals(host) || "localhost".equals(host);
                if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && here)) {
                    throw new IllegalStateException(
                            "freehold.registry.accounts.keycloak and freehold.oidc.issuer must be https addresses, "
                                    + "or of this machine, not " + address);
                }
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Realm[" + admin + "]";
        }
    }

    public RealmClients(Realm realm) {
        this(realm, PATIENCE);
    }

    /**
     * @param patience longest time for each answer, its body included
     */
    RealmClients(Realm realm, Duration patience) {
        this.realm = realm;
        this.patience = patience;
        this.http = new BoundedClient(patience.dividedBy(2));
    }

    Optional<ObjectNode> find(String clientId) throws IOException {
        JsonNode found = json("GET", "/clients?clientId=" + encoded(clientId), "");
        return found.isArray() && found.size() == 1 ? Optional.of((ObjectNode) found.get(0)) : Optional.empty();
    }

    void create(ObjectNode client) throws IOException {
        json("POST", "/clients", client.toString());
    }

    void update(ObjectNode client) throws IOException {
        json("PUT", "/clients/" + client.path("id").asText(), client.toString());
    }

    String freshSecret(ObjectNode client) throws IOException {
        String secret = json("POST", "/clients/" + client.path("id").asText() + "/client-secret", "")
                .path("value")
                .asText();
        if (secret.isEmpty()) {
            throw new IOException("Keycloak made no secret");
        }
        return secret;
    }

    private JsonNode json(String method, String path, String body) throws IOException {
        return answered(HttpRequest.newBuilder(URI.create(realm.admin() + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** Asked for each time: accounts are made rarely. */
    private String token() throws IOException {
        String form = "grant_type=client_credentials&client_id=" + encoded(realm.client()) + "&client_secret="
                + encoded(realm.secret());
        return answered(HttpRequest.newBuilder(URI.create(realm.issuer() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    private JsonNode answered(HttpRequest.Builder request) throws IOException {
        BoundedClient.Answer answer = http.send(request.build(), LONGEST, patience);
        if (answer.status() >= 300) {
            // Its text may repeat what it was sent.
            throw new IOException("Keycloak answers " + answer.status());
        }
        return Json.MAPPER.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
