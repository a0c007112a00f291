package dev.freehold.registry.account.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.identity.jwt.TokenSettings;
import dev.freehold.registry.account.ApplicationAccounts;
import java.io.IOException;
import java.util.Optional;

/**
 * Each use case's application as a client of the realm, with client credentials alone: its tokens are for this house, carry
 * the role application and the use case, and nothing else.
 */
public final class KeycloakAccounts implements ApplicationAccounts {
    private final RealmClients realm;

    public KeycloakAccounts(RealmClients realm) {
        this.realm = realm;
    }

    @Override
    public Account provision(UseCase useCase) throws AccountsUnavailable {
        String clientId = clientId(useCase);
        try {
            if (realm.find(clientId).isEmpty()) {
                realm.create(client(clientId, useCase));
            }
            ObjectNode client = realm.find(clientId).orElseThrow(() -> new IOException("the client was not made"));
            if (!client.path("enabled").asBoolean()) {
                realm.update(client.put("enabled", true));
            }
            return new Account(clientId, realm.freshSecret(client));
        } catch (IOException e) {
            throw new AccountsUnavailable("Keycloak did not make the account", e);
        }
    }

    @Override
    public boolean disable(UseCase useCase) throws AccountsUnavailable {
        try {
            Optional<ObjectNode> client = realm.find(clientId(useCase))
                    .filter(found -> found.path("enabled").asBoolean());
            if (client.isPresent()) {
                realm.update(client.get().put("enabled", false));
            }
            return client.isPresent();
        } catch (IOException e) {
            throw new AccountsUnavailable("Keycloak did not disable the account", e);
        }
    }

    /** Names of this house's own clients have no such beginning, and no client with it is believed to be more. */
    private static String clientId(UseCase useCase) {
        return TokenSettings.APPLICATIONS + useCase.tenant().value() + "-" + useCase.id();
    }

    private static ObjectNode client(String clientId, UseCase useCase) {
        ObjectNode client = Json.MAPPER
                .createObjectNode()
                .put("clientId", clientId)
                .put("name", "Application of the use case " + useCase.id())
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
        client.putArray("protocolMappers")
                .add(mapper("audience", "oidc-audience-mapper", "included.custom.audience", "freehold"))
                .add(mapper("role", "oidc-hardcoded-role-mapper", "role", "application"))
                .add(useCaseMapper(useCase.id()));
        return client;
    }

    private static JsonNode useCaseMapper(String useCase) {
        ObjectNode mapper = mapper("use case", "oidc-hardcoded-claim-mapper", "claim.name", "use_case");
        ((ObjectNode) mapper.get("config")).put("claim.value", useCase).put("jsonType.label", "String");
        return mapper;
    }

    private static ObjectNode mapper(String name, String type, String key, String value) {
        ObjectNode mapper = Json.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", type);
        mapper.putObject("config")
                .put(key, value)
                .put("access.token.claim", "true")
                .put("id.token.claim", "false");
        return mapper;
    }
}
