package dev.freehold.stack.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.secret.Secret;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;

/** What a program shows to get a token. */
public record ClientCredentials(String clientId, Secret secret) {
    /** Reads the file of a stack that was started before. */
    public static Map<Role, ClientCredentials> read(StackFolder folder) throws IOException {
        if (!Files.exists(folder.credentials())) {
            throw new ServerFailed("no credentials yet in " + folder.credentials() + ": Keycloak was not ready once");
        }
        JsonNode file = Json.MAPPER.readTree(Files.readString(folder.credentials()));
        Map<Role, ClientCredentials> credentials = new EnumMap<>(Role.class);
        for (Role role : RoleClients.ROLES) {
            JsonNode one = file.path(role.wireName());
            credentials.put(
                    role,
                    new ClientCredentials(
                            one.path("client_id").asText(),
                            new Secret(one.path("client_secret").asText())));
        }
        return credentials;
    }

    public static ObjectNode json(Map<Role, ClientCredentials> credentials) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        RoleClients.ROLES.forEach(role -> {
            ClientCredentials one = credentials.get(role);
            if (one != null) {
                json.putObject(role.wireName())
                        .put("client_id", one.clientId())
                        .put("client_secret", one.secret().text());
            }
        });
        return json;
    }
}
