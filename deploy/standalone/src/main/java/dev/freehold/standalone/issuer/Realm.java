package dev.freehold.standalone.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What the realm file says, as far as the local issuer goes by it; Keycloak imports the same file.
 *
 * @param tokenLife of an access token
 */
record Realm(String name, Duration tokenLife, List<String> roles, List<Client> clients) {
    private static final String FILE = "freehold-realm.json";

    /** A variable of the file: where the console is. It is in this process. */
    private static final String CONSOLE = "${FREEHOLD_CONSOLE_URL}";

    private static final String HERE = "http://127.0.0.1";

    /**
     * A program that asks for tokens.
     *
     * @param signsPeopleIn by an authorization code, with PKCE
     * @param actsForItself by client credentials
     */
    record Client(
            String id, boolean signsPeopleIn, boolean actsForItself, List<String> redirects, List<String> audiences) {
        Client {
            redirects = List.copyOf(redirects);
            audiences = List.copyOf(audiences);
        }

        /**
         * Whether an answer may be sent there. The port of a loopback address may be any (RFC 8252, section 7.3), all else is
         * exactly as registered.
         */
        boolean mayAnswerAt(String address) {
            URI asked;
            try {
                asked = URI.create(address);
            } catch (IllegalArgumentException e) {
                return false;
            }
            if (!"127.0.0.1".equals(asked.getHost())
                    || asked.getRawFragment() != null
                    || asked.getRawUserInfo() != null
                    || asked.getRawQuery() != null) {
                return false;
            }
            return redirects.stream()
                    .map(registered -> URI.create(registered.replace(CONSOLE, HERE)))
                    .anyMatch(registered -> registered.getScheme().equals(asked.getScheme())
                            && registered.getRawPath().equals(asked.getRawPath()));
        }
    }

    Realm {
        roles = List.copyOf(roles);
        clients = List.copyOf(clients);
    }

    static Realm read() {
        try (InputStream in = Realm.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no " + FILE + " on the class path");
            }
            return of(Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Realm of(JsonNode file) {
        List<Client> clients = new ArrayList<>();
        file.path("clients").forEach(client -> clients.add(client(client)));
        // One whose tokens are for nobody here administers Keycloak.
        clients.removeIf(client -> client.audiences().isEmpty());
        List<String> roles = texts(file.path("roles").path("realm"), "/name");
        return new Realm(
                file.path("realm").asText(),
                Duration.ofSeconds(file.path("accessTokenLifespan").asInt()),
                roles,
                clients);
    }

    private static Client client(JsonNode client) {
        boolean open = client.path("publicClient").asBoolean();
        boolean pkce = client.path("attributes")
                .path("pkce.code.challenge.method")
                .asText()
                .equals("S256");
        return new Client(
                client.path("clientId").asText(),
                client.path("standardFlowEnabled").asBoolean() && open && pkce,
                client.path("serviceAccountsEnabled").asBoolean() && !open,
                texts(client.path("redirectUris"), ""),
                texts(client.path("protocolMappers"), "/config/included.custom.audience"));
    }

    /** The texts at a place within each member; members that have none are left out. */
    private static List<String> texts(JsonNode array, String place) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(member -> member.at(place))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    Optional<Client> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }
}
