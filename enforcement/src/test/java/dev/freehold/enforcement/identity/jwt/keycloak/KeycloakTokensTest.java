package dev.freehold.enforcement.identity.jwt.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.identity.jwt.PublishedKeys;
import dev.freehold.enforcement.identity.jwt.SignedTokens;
import dev.freehold.enforcement.identity.jwt.TokenSettings;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import dev.freehold.testkit.keycloak.Keycloak;
import dev.freehold.testkit.keycloak.RealmClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of the real Keycloak, at the same verification that the gateway does. */
class KeycloakTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TenantId TENANT = new TenantId("default");
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final UseCase TRIAGE = new UseCase(
            TENANT,
            "complaint-triage",
            "Customer Care",
            "Sort complaints.",
            List.of(),
            List.of("m"),
            Confidentiality.INTERNAL,
            365,
            10);

    private static Keycloak keycloak;
    private static KeycloakAdmin admin;
    private static String engineer;

    private Duration later = Duration.ZERO;
    private final SignedTokens tokens = verification(keycloak.issuer(), "freehold");

    @BeforeAll
    static void start() throws IOException {
        keycloak = Keycloak.shared();
        admin = keycloak.admin();
        engineer = People.add(admin, "dana", "data-team");
    }

    @Test
    void an_applications_token_says_its_role_and_its_use_case() throws IOException {
        String account = admin.get("/users?exact=true&username=service-account-freehold-application")
                .get(0)
                .path("id")
                .asText();

        assertThat(tokens.authenticate(application()))
                .isEqualTo(new Authentication.Known(
                        new Caller(TENANT, account, "freehold-application", Set.of(Role.APPLICATION), TRIAGE)));
    }

    @Test
    void a_persons_token_says_the_role_of_their_team_and_no_use_case() {
        RealmClient.Answer answer = keycloak.client("freehold-console").forPerson("dana", People.PASSWORD);

        assertThat(tokens.authenticate(answer.accessToken()))
                .isEqualTo(new Authentication.Known(
                        new Caller(TENANT, engineer, "freehold-console", Set.of(Role.DATA_ENGINEER), null)));
        assertThat(tokens.authenticate(answer.text("id_token"))).isEqualTo(new Authentication.Unknown());
        assertThat(tokens.authenticate(answer.text("refresh_token"))).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_token_for_another_audience_is_nobodys() throws IOException {
        ObjectNode stranger = People.client(admin.client("freehold-application").orElseThrow(), "stranger");
        ArrayNode mappers = (ArrayNode) stranger.get("protocolMappers");
        for (int i = mappers.size() - 1; i >= 0; i--) {
            ((ObjectNode) mappers.get(i)).remove("id");
            if (mappers.get(i).path("protocolMapper").asText().equals("oidc-audience-mapper")) {
                mappers.remove(i);
            }
        }
        admin.post("/clients", stranger);
        String token = token("stranger");

        assertThat(tokens.authenticate(token)).isEqualTo(new Authentication.Unknown());
        assertThat(verification(keycloak.issuer(), "another").authenticate(application()))
                .isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_token_of_another_issuer_is_nobodys() {
        String elsewhere = keycloak.issuer().replace("127.0.0.1", "localhost");

        assertThat(verification(elsewhere, "freehold", keycloak.issuer()).authenticate(application()))
                .isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_token_that_has_expired_is_nobodys() {
        String token = application();
        later = Duration.ofSeconds(300 + 31);
        assertThat(tokens.authenticate(token)).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_token_without_its_signature_or_with_another_keys_is_nobodys() throws Exception {
        String[] parts = application().split("\\.", -1);
        String none = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        forged.setKey(EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey());
        forged.setKeyIdHeaderValue(JSON.readTree(Base64.getUrlDecoder().decode(parts[0]))
                .path("kid")
                .asText());
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

        assertThat(tokens.authenticate(none + "." + parts[1] + ".")).isEqualTo(new Authentication.Unknown());
        assertThat(tokens.authenticate(parts[0] + "." + parts[1] + ".")).isEqualTo(new Authentication.Unknown());
        assertThat(tokens.authenticate(forged.getCompactSerialization())).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_new_key_is_taken_and_the_one_it_replaced_is_forgotten_by_the_age_limit() throws IOException {
        String before = application();
        assertThat(tokens.authenticate(before)).isInstanceOf(Authentication.Known.class);
        JsonNode old = admin.get("/components?type=org.keycloak.keys.KeyProvider&name=ecdsa-generated")
                .get(0);
        ObjectNode successor = old.deepCopy();
        successor.remove("id");
        successor.put("name", "ecdsa-successor");
        ((ObjectNode) successor.get("config")).putArray("priority").add("200");
        admin.post("/components", successor);

        String after = application();
        later = Duration.ofSeconds(11);
        assertThat(tokens.authenticate(after)).isInstanceOf(Authentication.Known.class);
        assertThat(tokens.authenticate(before)).isInstanceOf(Authentication.Known.class);

        admin.delete("/components/" + old.path("id").asText());
        later = MAX_AGE.plusSeconds(15);
        assertThat(tokens.authenticate(before)).isEqualTo(new Authentication.Unknown());
        assertThat(tokens.authenticate(after)).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void a_disabled_client_gets_no_token_and_the_last_one_ends_within_five_minutes() throws IOException {
        admin.post(
                "/clients",
                withoutIds(People.client(admin.client("freehold-application").orElseThrow(), "leaver")));
        ObjectNode leaver = admin.client("leaver").orElseThrow();
        String secret = admin.clientSecret("leaver").text();
        String last = keycloak.client("leaver").forItself(secret).accessToken();
        assertThat(tokens.authenticate(last)).isInstanceOf(Authentication.Known.class);

        admin.put("/clients/" + leaver.path("id").asText(), leaver.put("enabled", false));

        assertThat(keycloak.client("leaver").forItself(secret).text("error")).isEqualTo("invalid_client");
        later = Duration.ofSeconds(300 + 31);
        assertThat(tokens.authenticate(last)).isEqualTo(new Authentication.Unknown());
    }

    private SignedTokens verification(String issuer, String audience) {
        return verification(issuer, audience, issuer);
    }

    private SignedTokens verification(String issuer, String audience, String keys) {
        TokenSettings settings = new TokenSettings(
                TENANT,
                issuer,
                audience,
                URI.create(keys + "/protocol/openid-connect/certs"),
                Duration.ofSeconds(30),
                MAX_AGE,
                Set.of("freehold-console"));
        return new SignedTokens(
                settings,
                new PublishedKeys(settings.keys()),
                () -> Instant.now().plus(later),
                new Directory());
    }

    private static String application() {
        return token("freehold-application");
    }

    private static String token(String clientId) {
        try {
            return keycloak.client(clientId)
                    .forItself(admin.clientSecret(clientId).text())
                    .accessToken();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode withoutIds(ObjectNode client) {
        client.path("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        return client;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A registry with the use case that the realm's application is for. */
    private static final class Directory implements CallerDirectory {
        @Override
        public Authentication authenticate(AccessKey key) {
            return new Authentication.Unknown();
        }

        @Override
        public NamedUseCase useCase(TenantId tenant, String id) {
            return tenant.equals(TENANT) && id.equals(TRIAGE.id())
                    ? new NamedUseCase.Registered(TRIAGE)
                    : new NamedUseCase.Unknown();
        }
    }
}
