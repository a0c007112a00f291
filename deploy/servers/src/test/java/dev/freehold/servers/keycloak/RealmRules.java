package dev.freehold.servers.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What a realm of this house must say, rule by rule, so that a weaker one is named by the rule that it breaks. */
final class RealmRules {
    private static final Set<String> ROLES =
            Set.of("compliance-officer", "data-engineer", "approver", "application", "operator");
    private static final int HOUR = 3_600;

    private record Rule(String name, Predicate<JsonNode> holds) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "TLS is asked for unless a variable says otherwise",
                    realm -> realm.path("sslRequired").asText().equals("${FREEHOLD_SSL_REQUIRED:all}")),
            new Rule("nobody registers by themselves", realm -> isFalse(realm, "registrationAllowed")),
            new Rule("no password is reset by mail alone", realm -> isFalse(realm, "resetPasswordAllowed")),
            new Rule("a browser forgets", realm -> isFalse(realm, "rememberMe")),
            new Rule("names stay", realm -> isFalse(realm, "editUsernameAllowed")),
            new Rule("one address, one person", realm -> isFalse(realm, "duplicateEmailsAllowed")),
            new Rule("passwords are long", realm -> policyNumber(realm, "length") >= 14),
            new Rule("passwords are not used again", realm -> policyNumber(realm, "passwordHistory") >= 5),
            new Rule(
                    "a name is no password",
                    realm -> policy(realm).contains("notUsername")
                            && policy(realm).contains("notEmail")),
            new Rule("passwords are kept by a slow hash", realm -> policy(realm).contains("hashAlgorithm(argon2)")),
            new Rule(
                    "guessing is slowed down",
                    realm -> realm.path("bruteForceProtected").asBoolean()
                            && between(realm, "failureFactor", 1, 10)
                            && between(realm, "waitIncrementSeconds", 60, HOUR)
                            && between(realm, "maxFailureWaitSeconds", 900, 24 * HOUR)
                            && between(realm, "maxDeltaTimeSeconds", HOUR, 7 * 24 * HOUR)
                            && between(realm, "minimumQuickLoginWaitSeconds", 60, HOUR)
                            && between(realm, "quickLoginCheckMilliSeconds", 500, 10_000)),
            new Rule("nobody can be locked out for good by a stranger", realm -> isFalse(realm, "permanentLockout")),
            new Rule("access tokens are short-lived", realm -> between(realm, "accessTokenLifespan", 60, 300)),
            new Rule(
                    "codes are short-lived",
                    realm -> between(realm, "accessCodeLifespan", 1, 60)
                            && between(realm, "accessCodeLifespanUserAction", 1, 300)
                            && between(realm, "accessCodeLifespanLogin", 1, 1_800)),
            new Rule(
                    "links in mails are short-lived",
                    realm -> between(realm, "actionTokenGeneratedByUserLifespan", 1, 300)
                            && between(realm, "actionTokenGeneratedByAdminLifespan", 1, 12 * HOUR)),
            new Rule(
                    "sessions end",
                    realm -> between(realm, "ssoSessionIdleTimeout", 60, 1_800)
                            && between(realm, "ssoSessionMaxLifespan", 60, 8 * HOUR)),
            new Rule(
                    "offline sessions end too",
                    realm -> realm.path("offlineSessionMaxLifespanEnabled").asBoolean()
                            && between(realm, "offlineSessionIdleTimeout", 60, 1_800)
                            && between(realm, "offlineSessionMaxLifespan", 60, 8 * HOUR)),
            new Rule(
                    "a refresh token is good once",
                    realm -> realm.path("revokeRefreshToken").asBoolean()
                            && between(realm, "refreshTokenMaxReuse", 0, 0)),
            new Rule(
                    "signatures are asymmetric",
                    realm -> realm.path("defaultSignatureAlgorithm").asText().equals("ES256")),
            new Rule(
                    "who signs in is kept on record for a year",
                    realm -> realm.path("eventsEnabled").asBoolean()
                            && between(realm, "eventsExpiration", 365 * 24 * HOUR, Integer.MAX_VALUE)
                            && !realm.has("enabledEventTypes")),
            new Rule(
                    "what administrators do is kept whole",
                    realm -> realm.path("adminEventsEnabled").asBoolean()
                            && realm.path("adminEventsDetailsEnabled").asBoolean()),
            new Rule(
                    "its pages are not framed",
                    realm -> header(realm, "xFrameOptions").equals("DENY")
                            && header(realm, "contentSecurityPolicy").contains("frame-ancestors 'none'")),
            new Rule(
                    "its pages do not say where one came from",
                    realm -> header(realm, "referrerPolicy").equals("no-referrer")),
            new Rule(
                    "browsers stay on TLS",
                    realm -> header(realm, "strictTransportSecurity").startsWith("max-age=31536000")),
            new Rule(
                    "types are not guessed",
                    realm -> header(realm, "xContentTypeOptions").equals("nosniff")),
            new Rule(
                    "the roles are the house's",
                    realm -> Set.copyOf(texts(realm.at("/roles/realm"), "name")).equals(ROLES)),
            new Rule(
                    "a team has one role, and people have roles by team alone",
                    realm -> realm.path("groups").size() == 4
                            && every(
                                    realm.path("groups"),
                                    group -> group.path("realmRoles").size() == 1)),
            new Rule(
                    "no person comes with the file",
                    realm -> every(realm.path("users"), RealmRules::serviceAccountIsNarrow)),
            new Rule(
                    "keys are made by the server, not in the file",
                    realm -> !realm.toString().contains("privateKey")),
            new Rule(
                    "the file holds no secret",
                    realm -> realm.findValues("secret").isEmpty()
                            && realm.findValues("credentials").isEmpty()
                            && realm.findValues("smtpServer").isEmpty()),
            new Rule(
                    "each client does one thing, with confidential or proved exchange",
                    realm -> every(realm.path("clients"), RealmRules::clientIsNarrow)),
            new Rule(
                    "each client's tokens are for this house and carry its roles alone",
                    realm -> every(
                            realm.path("clients"),
                            client -> isFalse(client, "fullScopeAllowed")
                                    && client.path("optionalClientScopes").isEmpty()
                                    && client.has("optionalClientScopes")
                                    && texts(client.path("defaultClientScopes"), "")
                                            .equals(List.of("basic", "roles"))
                                    && audiences(client).equals(isRegistry(client) ? List.of() : List.of("freehold")))),
            new Rule(
                    "an application's token carries no role of a person",
                    realm -> every(
                            realm.path("scopeMappings"),
                            mapping -> mapping.path("client").asText().equals("freehold-console")
                                    ? !texts(mapping.path("roles"), "").contains("application")
                                    : texts(mapping.path("roles"), "").equals(List.of("application")))));

    private RealmRules() {}

    private static boolean isRegistry(JsonNode client) {
        return client.path("clientId").asText().equals("freehold-registry");
    }

    /** The registry manages clients and has no role of this house; all others have one role of this house and manage nothing. */
    private static boolean serviceAccountIsNarrow(JsonNode user) {
        boolean registry = user.path("serviceAccountClientId").asText().equals("freehold-registry");
        return user.has("serviceAccountClientId")
                && user.path("realmRoles").size() == (registry ? 0 : 1)
                && user.path("clientRoles")
                        .toString()
                        .equals(registry ? "{\"realm-management\":[\"manage-clients\"]}" : "");
    }

    /** The names of the rules that a realm breaks. */
    static List<String> broken(JsonNode realm) {
        return RULES.stream()
                .filter(rule -> !rule.holds().test(realm))
                .map(Rule::name)
                .toList();
    }

    private static boolean clientIsNarrow(JsonNode client) {
        boolean narrow = isFalse(client, "implicitFlowEnabled")
                && isFalse(client, "directAccessGrantsEnabled")
                && client.path("webOrigins").isEmpty()
                && client.has("webOrigins");
        if (client.path("standardFlowEnabled").asBoolean()) {
            return narrow
                    && isFalse(client, "serviceAccountsEnabled")
                    && client.at("/attributes/pkce.code.challenge.method")
                            .asText()
                            .equals("S256")
                    && texts(client.path("redirectUris"), "")
                            .equals(List.of("${FREEHOLD_CONSOLE_URL}/console/sign-in/return"))
                    && client.at("/attributes/post.logout.redirect.uris")
                            .asText()
                            .equals("${FREEHOLD_CONSOLE_URL}/console");
        }
        return narrow
                && isFalse(client, "publicClient")
                && client.path("redirectUris").isEmpty()
                && client.path("clientAuthenticatorType").asText().equals("client-secret");
    }

    private static List<String> audiences(JsonNode client) {
        List<String> audiences = new ArrayList<>();
        for (JsonNode mapper : client.path("protocolMappers")) {
            if (mapper.path("protocolMapper").asText().equals("oidc-audience-mapper")) {
                audiences.add(mapper.at("/config/included.custom.audience").asText());
            }
        }
        return audiences;
    }

    private static boolean every(JsonNode members, Predicate<JsonNode> holds) {
        return !members.isEmpty()
                && StreamSupport.stream(members.spliterator(), false).allMatch(holds);
    }

    private static boolean isFalse(JsonNode node, String name) {
        return node.path(name).isBoolean() && !node.path(name).asBoolean();
    }

    private static boolean between(JsonNode node, String name, int least, int most) {
        JsonNode value = node.path(name);
        return value.isInt() && value.asInt() >= least && value.asInt() <= most;
    }

    private static String policy(JsonNode realm) {
        return realm.path("passwordPolicy").asText();
    }

    private static int policyNumber(JsonNode realm, String part) {
        java.util.regex.Matcher found =
                java.util.regex.Pattern.compile("(^| )" + part + "\\((\\d+)\\)").matcher(policy(realm));
        return found.find() ? Integer.parseInt(found.group(2)) : 0;
    }

    private static String header(JsonNode realm, String name) {
        return realm.path("browserSecurityHeaders").path(name).asText();
    }

    private static List<String> texts(JsonNode members, String name) {
        return StreamSupport.stream(members.spliterator(), false)
                .map(member ->
                        name.isEmpty() ? member.asText() : member.path(name).asText())
                .toList();
    }
}
