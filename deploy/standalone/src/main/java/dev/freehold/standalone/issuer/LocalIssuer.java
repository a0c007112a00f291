package dev.freehold.standalone.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.action.GovernedActions;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Issues tokens to those who hold a key or signed in by a link; each is decided by policy and recorded as a session. */
@Singleton
@Startup
final class LocalIssuer {
    private final CallerDirectory directory;
    private final GovernedActions actions;
    private final Realm realm = Realm.read();
    private final String address;
    private final SigningKeys keys;
    private final Tokens tokens;
    private final Codes codes;

    LocalIssuer(
            CallerDirectory directory,
            GovernedActions actions,
            Clock clock,
            @ConfigProperty(name = "freehold.home") String home,
            @ConfigProperty(name = "quarkus.http.port") int port)
            throws IOException {
        this.directory = directory;
        this.actions = actions;
        this.address = "http://127.0.0.1:" + port + "/realms/" + realm.name();
        this.keys = SigningKeys.open(Path.of(home).resolve("keys").resolve("issuer"), clock);
        this.tokens = new Tokens(address, realm, keys, clock);
        this.codes = new Codes(clock);
    }

    /** What the issuer offers, and where (OpenID Connect Discovery, section 3). */
    ObjectNode metadata() {
        String protocol = address + "/protocol/openid-connect";
        ObjectNode metadata = Json.MAPPER
                .createObjectNode()
                .put("issuer", address)
                .put("authorization_endpoint", protocol + "/auth")
                .put("token_endpoint", protocol + "/token")
                .put("userinfo_endpoint", protocol + "/userinfo")
                .put("end_session_endpoint", protocol + "/logout")
                .put("jwks_uri", protocol + "/certs")
                .put("authorization_response_iss_parameter_supported", true);
        add(metadata, "response_types_supported", "code");
        add(metadata, "grant_types_supported", "authorization_code", "client_credentials");
        add(metadata, "subject_types_supported", "public");
        add(metadata, "id_token_signing_alg_values_supported", "ES256");
        add(metadata, "code_challenge_methods_supported", "S256");
        add(metadata, "scopes_supported", "openid");
        add(metadata, "token_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post", "none");
        return metadata;
    }

    private static void add(ObjectNode metadata, String name, String... values) {
        List.of(values).forEach(metadata.putArray(name)::add);
    }

    String address() {
        return address;
    }

    ObjectNode published() {
        return keys.published();
    }

    Optional<Realm.Client> client(@Nullable String id) {
        return Optional.ofNullable(id).flatMap(realm::client);
    }

    Optional<JsonNode> read(String accessToken) {
        return tokens.read(accessToken);
    }

    /** A token for the application whose key is the client's secret. */
    ObjectNode forApplication(@Nullable String clientId, @Nullable String secret) {
        Realm.Client client = client(clientId)
                .filter(Realm.Client::actsForItself)
                .orElseThrow(() -> new OAuthRefusal(401, "invalid_client", "The realm has no such client."));
        Caller caller = owner(secret);
        if (!caller.roles().contains(Role.APPLICATION)) {
            throw new OAuthRefusal(
                    400, "unauthorized_client", "Only an application's key is a client's secret; people sign in.");
        }
        return recorded(caller, client, () -> answer(caller, client));
    }

    private Caller owner(@Nullable String secret) {
        Authentication who;
        try {
            who = secret == null ? new Authentication.Unknown() : directory.authenticate(AccessKey.of(secret));
        } catch (IllegalArgumentException e) {
            who = new Authentication.Unknown();
        }
        if (who instanceof Authentication.Known known) {
            return known.caller();
        }
        throw who instanceof Authentication.Unavailable unavailable
                ? new OAuthRefusal(503, "temporarily_unavailable", unavailable.reason())
                : new OAuthRefusal(401, "invalid_client", "The secret is no key that is in use.");
    }

    /** A code for whoever is signed in, to be sent to the client. */
    Optional<String> code(Caller caller, AuthorizationRequest asked) {
        return codes.offer(caller, asked.client().id(), asked.redirect(), asked.challenge(), asked.nonce());
    }

    /** Tokens for a person, in exchange for the code that the client was sent. */
    ObjectNode forPerson(@Nullable String clientId, String code, String redirect, String verifier) {
        Realm.Client client = client(clientId)
                .filter(Realm.Client::signsPeopleIn)
                .orElseThrow(() -> new OAuthRefusal(401, "invalid_client", "The realm has no such client."));
        Codes.Grant grant = codes.redeem(code, client.id(), redirect, verifier)
                .orElseThrow(() -> new OAuthRefusal(
                        400, "invalid_grant", "The code was used, is older than a minute, or is not this client's."));
        return recorded(
                grant.caller(),
                client,
                () -> answer(grant.caller(), client)
                        .put("id_token", tokens.identity(grant.caller(), client, grant.nonce())));
    }

    private ObjectNode answer(Caller caller, Realm.Client client) {
        return Json.MAPPER
                .createObjectNode()
                .put("access_token", tokens.access(caller, client))
                .put("token_type", "Bearer")
                .put("expires_in", tokens.lifeInSeconds());
    }

    private ObjectNode recorded(Caller caller, Realm.Client client, Supplier<ObjectNode> issue) {
        return actions.perform(
                caller,
                "auth",
                Actions.SESSION_OPEN,
                DecisionRequest.Resource.named("session", "token for " + client.id()),
                issue);
    }
}
