package dev.freehold.console.session.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.identity.TenantKeys;
import dev.freehold.enforcement.identity.jwt.PublishedKeys;
import dev.freehold.enforcement.identity.jwt.SignedTokens;
import dev.freehold.enforcement.identity.jwt.TokenSettings;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import dev.freehold.testkit.keycloak.Keycloak;
import dev.freehold.testkit.keycloak.RealmClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at the real Keycloak, page by page, and come back. */
class KeycloakSignInTest {
    private static final String PASSWORD = "A long pass-phrase of tests";
    private static final TenantId TENANT = new TenantId("default");

    private static Keycloak keycloak;
    private static KeycloakAdmin admin;
    private static String officer;

    private final List<AuditEvent> recorded = new ArrayList<>();
    private final Later clock = new Later();
    private final RealmClient.Browser browser = new RealmClient.Browser();
    private boolean allowed = true;

    @TempDir
    private Path home;

    private OidcSignIn here;

    @BeforeAll
    static void start() throws IOException {
        keycloak = Keycloak.shared();
        admin = keycloak.admin();
        officer = person("olga", "compliance");
    }

    private static String person(String name, String team) throws IOException {
        ObjectNode person = Json.MAPPER.createObjectNode();
        person.put("username", name)
                .put("enabled", true)
                .put("email", name + "@example.com")
                .put("emailVerified", true)
                .put("firstName", name)
                .put("lastName", "Tester");
        person.putArray("groups").add("/" + team);
        person.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("temporary", false)
                .put("value", PASSWORD);
        admin.post("/users", person);
        return admin.get("/users?exact=true&username=" + name).get(0).path("id").asText();
    }

    @BeforeEach
    void open() {
        TokenSettings settings = new TokenSettings(
                TENANT,
                keycloak.issuer(),
                "freehold",
                URI.create(keycloak.issuer() + "/protocol/openid-connect/certs"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Set.of("freehold-console"));
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
        here = OidcSignIn.of(
                new OidcSettings(keycloak.issuer(), "freehold-console", Keycloak.CONSOLE),
                new SignedTokens(settings, new PublishedKeys(settings.keys()), clock, new NoUseCases()),
                actions,
                clock);
    }

    @Test
    void a_person_is_signed_in_with_the_role_of_their_team_and_it_is_on_record() throws Exception {
        AccessKey session = signIn("olga");

        assertThat(here.sessions().resolve(session)).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            assertThat(known.caller().subject()).isEqualTo(officer);
            assertThat(known.caller().roles()).isEqualTo(Set.of(Role.COMPLIANCE_OFFICER));
        });
        assertThat(recorded).extracting(AuditEvent::action).containsExactly(Actions.SESSION_OPEN, Actions.SESSION_OPEN);
    }

    @Test
    void signing_out_ends_the_session_at_the_identity_provider_too() throws Exception {
        AccessKey session = signIn("olga");
        URI again = here.issuer().authorization(begun().attempt());
        assertThat(browser.visit(again).text("location")).as("signed in there").contains("code=");

        here.sessions().end(session);

        assertThat(here.sessions().resolve(session)).isEqualTo(new Authentication.Unknown());
        URI once = here.issuer().authorization(begun().attempt());
        assertThat(browser.visit(once).body().asText())
                .as("asked for a password again")
                .contains("kc-form-login");
    }

    @Test
    void after_five_minutes_it_is_asked_anew_who_somebody_is() throws Exception {
        String id = person("rosa", "data-team");
        AccessKey session = signIn("rosa");
        String data = group("data-team");
        admin.delete("/users/" + id + "/groups/" + data);
        admin.put("/users/" + id + "/groups/" + group("model-approval"), Json.MAPPER.createObjectNode());
        assertThat(here.sessions().resolve(session))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known -> assertThat(known.caller().roles()).isEqualTo(Set.of(Role.DATA_ENGINEER)));

        clock.pass(Duration.ofSeconds(301));
        assertThat(here.sessions().resolve(session))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known -> assertThat(known.caller().roles()).isEqualTo(Set.of(Role.APPROVER)));

        admin.put("/users/" + id, Json.MAPPER.createObjectNode().put("enabled", false));
        clock.pass(Duration.ofSeconds(301));
        assertThat(here.sessions().resolve(session)).isEqualTo(new Authentication.Unknown());
        clock.pass(Duration.ofSeconds(-301));
        assertThat(here.sessions().resolve(session)).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_session_that_nobody_used_for_half_an_hour_is_over() throws Exception {
        AccessKey session = signIn("olga");
        clock.pass(OidcSessions.IDLE.plusSeconds(1));
        assertThat(here.sessions().resolve(session)).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void an_answer_is_good_for_the_browser_that_asked_alone() throws Exception {
        SignInAttempts.Begun mine = begun();
        SignInAttempts.Begun others = begun();
        SignIn.Answer answer = answer(mine, "olga");

        assertThatThrownBy(() -> here.signIn().complete(others.attempt(), answer))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("belongs to another sign-in");
        // With the other's state put in, the code's own proof key stands in the way.
        assertThatThrownBy(() -> here.signIn()
                        .complete(
                                others.attempt(),
                                new SignIn.Answer(
                                        answer.code(), others.attempt().state(), answer.iss(), null)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("did not take its own code");
        assertThat(recorded).isEmpty();
    }

    @Test
    void an_answer_of_another_issuer_or_an_error_signs_nobody_in() throws Exception {
        SignInAttempts.Begun begun = begun();
        SignIn.Answer answer = answer(begun, "olga");
        String state = begun.attempt().state();
        for (String iss : new String[] {"https://elsewhere.example", null}) {
            assertThatThrownBy(() ->
                            here.signIn().complete(begun.attempt(), new SignIn.Answer(answer.code(), state, iss, null)))
                    .hasMessageContaining("another identity provider");
        }
        assertThatThrownBy(() -> here.signIn()
                        .complete(
                                begun.attempt(),
                                new SignIn.Answer(null, state, keycloak.issuer(), "access_denied<script>")))
                .hasMessageContaining("access_denied")
                .hasMessageNotContaining("<");
    }

    @Test
    void a_token_for_another_sign_in_is_not_taken() throws Exception {
        SignInAttempts.Begun begun = begun();
        SignIn.Answer answer = answer(begun, "olga");
        SignInAttempt replayed = new SignInAttempt(
                begun.attempt().state(),
                "another nonce",
                begun.attempt().verifier(),
                begun.attempt().end());

        assertThatThrownBy(() -> here.signIn().complete(replayed, answer))
                .hasMessageContaining("not meant for this sign-in");
    }

    @Test
    void whom_policy_denies_has_no_session_here_and_none_there() throws Exception {
        allowed = false;
        SignInAttempts.Begun begun = begun();
        SignIn.Answer answer = answer(begun, "olga");

        assertThatThrownBy(() -> here.signIn().complete(begun.attempt(), answer))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("You may not.");

        URI again = here.issuer().authorization(begun().attempt());
        assertThat(browser.visit(again).body().asText()).contains("kc-form-login");
    }

    @Test
    void an_answer_is_good_once_although_the_browser_kept_its_attempt() throws Exception {
        SignInAttempts.Begun begun = begun();
        SignIn.Answer answer = answer(begun, "olga");
        here.signIn().complete(here.attempts().open(begun.cookie()).orElseThrow(), answer);

        SignInAttempt again = here.attempts().open(begun.cookie()).orElseThrow();
        assertThatThrownBy(() -> here.signIn().complete(again, answer))
                .hasMessageContaining("did not take its own code");
    }

    private AccessKey signIn(String name) throws IOException {
        SignInAttempts.Begun begun = begun();
        SignIn.Answer answer = answer(begun, name);
        SignInAttempt attempt = here.attempts().open(begun.cookie()).orElseThrow();
        return here.signIn().complete(attempt, answer);
    }

    private SignInAttempts.Begun begun() {
        return here.attempts().begin();
    }

    private SignIn.Answer answer(SignInAttempts.Begun begun, String name) throws IOException {
        String location = browser.signIn(here.issuer().authorization(begun.attempt()), name, PASSWORD)
                .text("location");
        assertThat(location).startsWith(Keycloak.CONSOLE + "/console/sign-in/return?");
        Map<String, String> query = new HashMap<>();
        for (String pair : URI.create(location).getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new SignIn.Answer(query.get("code"), query.get("state"), query.get("iss"), query.get("error"));
    }

    private static String group(String name) throws IOException {
        return admin.get("/groups?exact=true&search=" + name).get(0).path("id").asText();
    }

    private static final class NoUseCases implements CallerDirectory {
        @Override
        public Authentication authenticate(AccessKey key) {
            return new Authentication.Unknown();
        }

        @Override
        public NamedUseCase useCase(TenantId tenant, String id) {
            return new NamedUseCase.Unknown();
        }
    }

    /** The machine's clock, put forward. */
    private static final class Later extends Clock {
        private Duration passed = Duration.ZERO;

        void pass(Duration time) {
            passed = passed.plus(time);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
