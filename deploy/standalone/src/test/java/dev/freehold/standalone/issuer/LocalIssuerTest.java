package dev.freehold.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.identity.TenantKeys;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.standalone.SettableClock;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalIssuerTest {
    private static final TenantId TENANT = new TenantId("default");
    private static final String VERIFIER = "v".repeat(43);
    private static final String REDIRECT = "http://127.0.0.1:49152/console/sign-in/return";
    private static final Caller OFFICER =
            new Caller(TENANT, "compliance-officer", "key-1", Set.of(Role.COMPLIANCE_OFFICER), null);
    private static final UseCase TRIAGE = new UseCase(
            TENANT,
            "complaint-triage",
            "Care",
            "Sort complaints.",
            List.of(),
            List.of(),
            Confidentiality.PUBLIC,
            183,
            9);
    private static final Caller APPLICATION = new Caller(TENANT, "app", "key-2", Set.of(Role.APPLICATION), TRIAGE);

    private final List<AuditEvent> recorded = new ArrayList<>();
    private final SettableClock clock = new SettableClock();
    private boolean allowed = true;

    @TempDir
    private Path home;

    private LocalIssuer issuer;

    @BeforeEach
    void start() throws IOException {
        GovernedActions actions = new GovernedActions(
                request -> allowed
                        ? new Decision.Allowed("decision-1", Digest.of(new byte[] {1}), List.of())
                        : new Decision.Denied(
                                "decision-1",
                                Digest.of(new byte[] {1}),
                                List.of(new Reason("NOT_YOU", "You may not.", "Ask."))),
                event -> {
                    recorded.add(event);
                    return null;
                },
                new DecisionRequests(clock, new Pseudonyms(new TenantKeys(home.resolve("tenant")))),
                new AuditEvents(clock));
        issuer = new LocalIssuer(LocalIssuerTest::authenticate, actions, clock, home.toString(), 8080);
    }

    private static Authentication authenticate(AccessKey key) {
        return switch (key.reveal()) {
            case "fh_app" -> new Authentication.Known(APPLICATION);
            case "fh_officer" -> new Authentication.Known(OFFICER);
            case "fh_later" -> new Authentication.Unavailable("Keys cannot be read.");
            default -> new Authentication.Unknown();
        };
    }

    @Test
    void an_applications_token_says_who_calls_for_what_and_is_signed_with_a_published_key() throws Exception {
        ObjectNode answer = issuer.forApplication("freehold-application", "fh_app");

        JsonNode claims = verified(answer.path("access_token").asText());
        assertThat(claims.path("iss").asText()).isEqualTo("http://127.0.0.1:8080/realms/freehold");
        assertThat(claims.path("aud").path(0).asText()).isEqualTo("freehold");
        assertThat(claims.path("azp").asText()).isEqualTo("freehold-application");
        assertThat(claims.path("realm_access").path("roles")).hasSize(1).first().hasToString("\"application\"");
        assertThat(claims.path("use_case").asText()).isEqualTo("complaint-triage");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(answer.path("expires_in").asInt()).isEqualTo(300);
    }

    @Test
    void each_token_is_decided_and_recorded() {
        issuer.forApplication("freehold-application", "fh_app");
        assertThat(recorded).extracting(AuditEvent::action).containsExactly(Actions.SESSION_OPEN, Actions.SESSION_OPEN);

        allowed = false;
        assertThatThrownBy(() -> issuer.forApplication("freehold-application", "fh_app"))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "freehold-application,fh_wrong,no key that is in use",
        "freehold-application,,no key that is in use",
        "freehold-application,fh_officer,people sign in",
        "freehold-application,fh_later,cannot be read",
        "freehold-console,fh_app,no such client",
        "another,fh_app,no such client",
        ",fh_app,no such client"
    })
    void who_is_no_application_of_the_realm_gets_no_token(String client, String secret, String why) {
        assertThatThrownBy(() -> issuer.forApplication(client, secret))
                .isInstanceOf(OAuthRefusal.class)
                .hasMessageContaining(why);
        assertThat(recorded).isEmpty();
    }

    @Test
    void a_person_who_signed_in_gets_tokens_for_the_code_once() throws Exception {
        String code = code();

        ObjectNode answer = issuer.forPerson("freehold-console", code, REDIRECT, VERIFIER);

        JsonNode claims = verified(answer.path("access_token").asText());
        assertThat(claims.path("sub").asText()).isEqualTo("compliance-officer");
        assertThat(claims.has("use_case")).isFalse();
        assertThat(verified(answer.path("id_token").asText()).path("nonce").asText())
                .isEqualTo("n-1");
        assertThat(issuer.read(answer.path("access_token").asText())).isPresent();
        assertThat(issuer.read(answer.path("id_token").asText())).isEmpty();
        assertThatThrownBy(() -> issuer.forPerson("freehold-console", code, REDIRECT, VERIFIER))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void a_code_is_of_no_use_to_anybody_else_or_after_a_minute() {
        assertThatThrownBy(() -> issuer.forPerson("freehold-console", code(), REDIRECT, "w".repeat(43)))
                .isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> issuer.forPerson("freehold-console", code(), REDIRECT + "/x", VERIFIER))
                .isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> issuer.forPerson("freehold-application", code(), REDIRECT, VERIFIER))
                .isInstanceOf(OAuthRefusal.class);
        String old = code();
        clock.pass(Duration.ofSeconds(61));
        assertThatThrownBy(() -> issuer.forPerson("freehold-console", old, REDIRECT, VERIFIER))
                .isInstanceOf(OAuthRefusal.class);
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri,https://elsewhere.example/console/sign-in/return",
        "redirect_uri,http://127.0.0.1.elsewhere.example/console/sign-in/return",
        "redirect_uri,http://127.0.0.1:80@elsewhere.example/console/sign-in/return",
        "redirect_uri,http://127.0.0.1/other",
        "redirect_uri,http://127.0.0.1/console/sign-in/return/x",
        "redirect_uri,http://127.0.0.1/console/../console/sign-in/return",
        "redirect_uri,http://127.0.0.1/console/sign-in/return?next=x",
        "redirect_uri,http://127.0.0.1/console/sign-in/return#fragment",
        "redirect_uri,https://127.0.0.1/console/sign-in/return",
        "client_id,freehold-application",
        "response_type,token",
        "code_challenge_method,plain",
        "code_challenge,short"
    })
    void a_request_that_is_not_the_clients_own_is_answered_to_nobody(String name, String value) {
        MultivaluedMap<String, String> asked = asked();
        asked.putSingle(name, value);

        assertThatThrownBy(() -> AuthorizationRequest.read(asked, issuer::client))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void the_answer_goes_to_the_client_with_its_state_and_the_issuers_name() {
        URI answer = AuthorizationRequest.read(asked(), issuer::client).answer("c-1", issuer.address());

        assertThat(answer.toString())
                .startsWith(REDIRECT + "?code=c-1&iss=http")
                .contains("state=s+1%26x", "realms");
    }

    @Test
    void a_token_that_was_changed_or_has_ended_is_none() {
        String token = issuer.forApplication("freehold-application", "fh_app")
                .path("access_token")
                .asText();
        String[] parts = token.split("\\.", -1);
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"sub\":\"root\",\"typ\":\"Bearer\",\"exp\":9999999999}".getBytes(StandardCharsets.UTF_8));

        assertThat(issuer.read(parts[0] + "." + other + "." + parts[2])).isEmpty();
        assertThat(issuer.read(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(issuer.read(token)).isPresent();
        clock.pass(Duration.ofSeconds(301));
        assertThat(issuer.read(token)).isEmpty();
    }

    private String code() {
        return issuer.code(OFFICER, AuthorizationRequest.read(asked(), issuer::client))
                .orElseThrow();
    }

    private static MultivaluedMap<String, String> asked() {
        MultivaluedMap<String, String> asked = new MultivaluedHashMap<>();
        asked.putSingle("client_id", "freehold-console");
        asked.putSingle("response_type", "code");
        asked.putSingle("redirect_uri", REDIRECT);
        asked.putSingle("code_challenge", Codes.challenge(VERIFIER));
        asked.putSingle("code_challenge_method", "S256");
        asked.putSingle("state", "s 1&x");
        asked.putSingle("nonce", "n-1");
        return asked;
    }

    /** Checks a token as a service would that knows the published keys alone. */
    private JsonNode verified(String token) throws Exception {
        String[] parts = token.split("\\.", -1);
        JsonNode header = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode key = issuer.published().path("keys").path(0);
        assertThat(header.path("alg").asText()).isEqualTo("ES256");
        assertThat(header.path("kid")).isEqualTo(key.path("kid"));
        assertThat(key.has("d")).isFalse();
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(key.path("x")), coordinate(key.path("y")));
        Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
        check.initVerify(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static BigInteger coordinate(JsonNode text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text.asText());
        assertThat(bytes).hasSize(32);
        return new BigInteger(1, bytes);
    }
}
