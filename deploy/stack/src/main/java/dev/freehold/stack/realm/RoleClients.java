package dev.freehold.stack.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client with client credentials for each role, so that programs can do each role's part. Their secrets are Keycloak's own,
 * random; the file that they are copied into is what makes this a one-person installation.
 */
public final class RoleClients {
    /** In the order in which they are shown. */
    public static final List<Role> ROLES =
            List.of(Role.APPLICATION, Role.DATA_ENGINEER, Role.APPROVER, Role.COMPLIANCE_OFFICER, Role.OPERATOR);

    private final KeycloakAdmin admin;

    public RoleClients(KeycloakAdmin admin) {
        this.admin = admin;
    }

    /** Whose tokens services believe more than an application's: where people sign in, and these clients. */
    public static String parties() {
        return Stream.concat(Stream.of("freehold-console"), ROLES.stream().map(RoleClients::clientId))
                .collect(Collectors.joining(","));
    }

    private static String clientId(Role role) {
        return "freehold-" + role.wireName();
    }

    /** Makes the clients that are missing and writes all credentials down. */
    public void ensure(StackFolder folder) throws IOException {
        Map<Role, ClientCredentials> credentials = new EnumMap<>(Role.class);
        for (Role role : ROLES) {
            String clientId = clientId(role);
            if (admin.client(clientId).isEmpty()) {
                create(clientId, role);
            }
            credentials.put(role, new ClientCredentials(clientId, admin.clientSecret(clientId)));
        }
        PrivateFile.write(
                folder.credentials(), ClientCredentials.json(credentials).toPrettyString() + "\n");
    }

    private void create(String clientId, Role role) throws IOException {
        ObjectNode client = Json.MAPPER
                .createObjectNode()
                .put("clientId", clientId)
                .put("name", "A program that does the part of " + role.wireName())
                .put("enabled", true)
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("clientAuthenticatorType", "client-secret")
                .put("standardFlowEnabled", false)
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", true)
                .put("fullScopeAllowed", false);
        client.putArray("redirectUris");
        client.putArray("webOrigins");
        client.putArray("defaultClientScopes").add("basic").add("roles");
        client.putArray("optionalClientScopes");
        ObjectNode audience = client.putArray("protocolMappers").addObject();
        audience.put("name", "audience")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper")
                .putObject("config")
                .put("included.custom.audience", "freehold")
                .put("access.token.claim", "true")
                .put("id.token.claim", "false");
        admin.post("/clients", client);
        String id = admin.client(clientId).orElseThrow().path("id").asText();
        JsonNode account = admin.get("/clients/" + id + "/service-account-user");
        ArrayNode granted = Json.MAPPER.createArrayNode().add(admin.get("/roles/" + role.wireName()));
        admin.post("/clients/" + id + "/scope-mappings/realm", granted);
        admin.grant(account.path("id").asText(), role.wireName());
    }
}
