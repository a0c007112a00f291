package dev.freehold.servers.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_realm_keeps_every_rule() throws IOException {
        assertThat(RealmRules.broken(realm())).isEmpty();
    }

    /** Each line sets one value of the file, or takes it away, and names the rule that must notice. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /sslRequired | "none" | TLS is asked for unless a variable says otherwise
            /sslRequired | "${FREEHOLD_SSL_REQUIRED:none}" | TLS is asked for unless a variable says otherwise
            /registrationAllowed | true | nobody registers by themselves
            /resetPasswordAllowed | true | no password is reset by mail alone
            /rememberMe | true | a browser forgets
            /editUsernameAllowed | true | names stay
            /duplicateEmailsAllowed | true | one address, one person
            /passwordPolicy | | passwords are long
            /passwordPolicy | "length(8) and notUsername and notEmail and passwordHistory(5) and hashAlgorithm(argon2)" | passwords are long
            /passwordPolicy | "length(14) and notUsername and notEmail and hashAlgorithm(argon2)" | passwords are not used again
            /passwordPolicy | "length(14) and notEmail and passwordHistory(5) and hashAlgorithm(argon2)" | a name is no password
            /passwordPolicy | "length(14) and notUsername and notEmail and passwordHistory(5)" | passwords are kept by a slow hash
            /bruteForceProtected | false | guessing is slowed down
            /failureFactor | 30 | guessing is slowed down
            /waitIncrementSeconds | 1 | guessing is slowed down
            /maxFailureWaitSeconds | 1 | guessing is slowed down
            /maxDeltaTimeSeconds | 10 | guessing is slowed down
            /minimumQuickLoginWaitSeconds | | guessing is slowed down
            /permanentLockout | true | nobody can be locked out for good by a stranger
            /accessTokenLifespan | 3600 | access tokens are short-lived
            /accessTokenLifespan | | access tokens are short-lived
            /accessCodeLifespan | 600 | codes are short-lived
            /actionTokenGeneratedByUserLifespan | 86400 | links in mails are short-lived
            /ssoSessionIdleTimeout | 86400 | sessions end
            /ssoSessionMaxLifespan | 864000 | sessions end
            /offlineSessionMaxLifespanEnabled | false | offline sessions end too
            /revokeRefreshToken | false | a refresh token is good once
            /refreshTokenMaxReuse | 1 | a refresh token is good once
            /defaultSignatureAlgorithm | "HS256" | signatures are asymmetric
            /eventsEnabled | false | who signs in is kept on record for a year
            /eventsExpiration | 3600 | who signs in is kept on record for a year
            /enabledEventTypes | ["LOGOUT"] | who signs in is kept on record for a year
            /adminEventsEnabled | false | what administrators do is kept whole
            /adminEventsDetailsEnabled | false | what administrators do is kept whole
            /browserSecurityHeaders/xFrameOptions | "SAMEORIGIN" | its pages are not framed
            /browserSecurityHeaders/contentSecurityPolicy | "frame-src 'self'" | its pages are not framed
            /browserSecurityHeaders/strictTransportSecurity | | browsers stay on TLS
            /roles/realm/0/name | "admin" | the roles are the house's
            /groups/1/realmRoles | ["data-engineer","approver"] | a team has one role, and people have roles by team alone
            /users/0/realmRoles | ["application","operator"] | no person comes with the file
            /users/1 | {"username":"admin","realmRoles":["operator"]} | no person comes with the file
            /users/1/clientRoles | {"realm-management":["manage-clients","manage-users"]} | no person comes with the file
            /users/1/realmRoles | ["operator"] | no person comes with the file
            /users/0/clientRoles | {"realm-management":["manage-clients"]} | no person comes with the file
            /clients/1/secret | "change-me" | the file holds no secret
            /users/0/credentials | [{"type":"password","value":"admin"}] | the file holds no secret
            /clients/0/attributes/pkce.code.challenge.method | "plain" | each client does one thing, with confidential or proved exchange
            /clients/0/attributes/pkce.code.challenge.method | | each client does one thing, with confidential or proved exchange
            /clients/0/redirectUris | ["*"] | each client does one thing, with confidential or proved exchange
            /clients/0/redirectUris | ["${FREEHOLD_CONSOLE_URL}/*"] | each client does one thing, with confidential or proved exchange
            /clients/0/attributes/post.logout.redirect.uris | "+" | each client does one thing, with confidential or proved exchange
            /clients/0/implicitFlowEnabled | true | each client does one thing, with confidential or proved exchange
            /clients/0/directAccessGrantsEnabled | true | each client does one thing, with confidential or proved exchange
            /clients/0/serviceAccountsEnabled | true | each client does one thing, with confidential or proved exchange
            /clients/0/webOrigins | ["+"] | each client does one thing, with confidential or proved exchange
            /clients/1/publicClient | true | each client does one thing, with confidential or proved exchange
            /clients/1/directAccessGrantsEnabled | | each client does one thing, with confidential or proved exchange
            /clients/1/standardFlowEnabled | true | each client does one thing, with confidential or proved exchange
            /clients/0/fullScopeAllowed | true | each client's tokens are for this house and carry its roles alone
            /clients/1/fullScopeAllowed | | each client's tokens are for this house and carry its roles alone
            /clients/1/optionalClientScopes | ["offline_access"] | each client's tokens are for this house and carry its roles alone
            /clients/1/protocolMappers | [] | each client's tokens are for this house and carry its roles alone
            /scopeMappings/1/roles | ["application","operator"] | an application's token carries no role of a person
            """)
    void every_weakening_is_noticed(String place, String value, String rule) throws IOException {
        JsonNode realm = realm();
        weaken(realm, place, value);

        assertThat(RealmRules.broken(realm)).contains(rule);
    }

    static JsonNode realm() throws IOException {
        try (InputStream file = KeycloakServer.class.getResourceAsStream("freehold-realm.json")) {
            return JSON.readTree(file);
        }
    }

    private static void weaken(JsonNode realm, String place, String value) throws IOException {
        String name = place.substring(place.lastIndexOf('/') + 1);
        JsonNode parent = realm.at(place.substring(0, place.lastIndexOf('/')));
        if (parent instanceof ArrayNode array) {
            int index = Integer.parseInt(name);
            array.insert(index, JSON.readTree(value));
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
    }
}
