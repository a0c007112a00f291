package dev.freehold.standalone.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes tokens with the claims that Keycloak's have, and reads its own again. */
final class Tokens {
    private static final int LONGEST = 8_192;

    private final String issuer;
    private final Realm realm;
    private final SigningKeys keys;
    private final Clock clock;

    Tokens(String issuer, Realm realm, SigningKeys keys, Clock clock) {
        this.issuer = issuer;
        this.realm = realm;
        this.keys = keys;
        this.clock = clock;
    }

    /** What goes to a service: who calls, with which roles, for which use case. */
    String access(Caller caller, Realm.Client client) {
        ObjectNode claims = claims(caller, client).put("typ", "Bearer");
        client.audiences().forEach(claims.putArray("aud")::add);
        List<String> roles =
                caller.roles().stream().map(Role::wireName).sorted().toList();
        roles.forEach(claims.putObject("realm_access").putArray("roles")::add);
        if (caller.useCase() != null) {
            claims.put("use_case", caller.useCase().id());
        }
        return keys.newest().sign(claims);
    }

    /** What tells a client who signed in (OpenID Connect Core, section 2). */
    String identity(Caller caller, Realm.Client client, @Nullable String nonce) {
        ObjectNode claims = claims(caller, client).put("typ", "ID").put("aud", client.id());
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return keys.newest().sign(claims);
    }

    private ObjectNode claims(Caller caller, Realm.Client client) {
        Instant now = clock.instant();
        return Json.MAPPER
                .createObjectNode()
                .put("iss", issuer)
                .put("sub", caller.subject())
                .put("azp", client.id())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(realm.tokenLife()).getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
    }

    long lifeInSeconds() {
        return realm.tokenLife().toSeconds();
    }

    /** The claims of an access token of ours that has not ended. */
    Optional<JsonNode> read(String token) {
        String[] parts = token.split("\\.", 4);
        if (token.length() > LONGEST || parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (keys.all().stream().noneMatch(key -> key.signed(parts[0] + "." + parts[1], signature))) {
                return Optional.empty();
            }
            JsonNode claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            boolean lives = claims.path("exp").asLong() > clock.instant().getEpochSecond();
            return lives && claims.path("typ").asText().equals("Bearer") ? Optional.of(claims) : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }
}
