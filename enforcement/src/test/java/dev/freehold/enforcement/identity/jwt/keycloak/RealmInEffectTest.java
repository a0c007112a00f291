package dev.freehold.enforcement.identity.jwt.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import dev.freehold.testkit.keycloak.Keycloak;
import dev.freehold.testkit.keycloak.RealmClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the realm file says is what the real Keycloak does. */
class RealmInEffectTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RETURN = Keycloak.CONSOLE + "/console/sign-in/return";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static Keycloak keycloak;
    private static KeycloakAdmin admin;
    private static RealmClient console;

    @BeforeAll
    static void start() throws IOException {
        keycloak = Keycloak.shared();
        admin = keycloak.admin();
        console = keycloak.client("freehold-console");
        People.add(admin, "amir", "model-approval");
    }

    /** A misspelt setting would be ignored without a word. */
    @Test
    void every_setting_of_the_file_was_imported_as_it_stands() throws IOException {
        JsonNode file =
                JSON.readTree(Path.of("../deploy/keycloak/freehold-realm.json").toFile());
        JsonNode realm = admin.realm();

        file.properties().stream()
                .filter(setting ->
                        setting.getValue().isValueNode() && !setting.getKey().equals("sslRequired"))
                .forEach(setting -> assertThat(realm.path(setting.getKey()))
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue()));
        file.path("browserSecurityHeaders")
                .properties()
                .forEach(header -> assertThat(
                                realm.path("browserSecurityHeaders").path(header.getKey()))
                        .isEqualTo(header.getValue()));
        assertThat(realm.path("sslRequired").asText()).isEqualTo("external");
        for (JsonNode client : file.path("clients")) {
            JsonNode imported = admin.client(client.path("clientId").asText()).orElseThrow();
            client.properties().stream()
                    .filter(setting -> setting.getValue().isBoolean())
                    .forEach(setting -> assertThat(imported.path(setting.getKey()))
                            .as(setting.getKey())
                            .isEqualTo(setting.getValue()));
            assertThat(imported.path("optionalClientScopes")).isEmpty();
            assertThat(imported.path("redirectUris")).hasSameSizeAs(client.path("redirectUris"));
        }
        assertThat(admin.client("freehold-console")
                        .orElseThrow()
                        .path("redirectUris")
                        .get(0)
                        .asText())
                .isEqualTo(RETURN);
    }

    @Test
    void nobody_is_signed_in_without_a_proof_key_or_back_to_another_address() {
        assertThat(console.asks(RETURN, CHALLENGE, "S256").status()).isEqualTo(200);
        assertThat(console.asks(RETURN, "", "").text("location")).contains("error=invalid_request");
        assertThat(console.asks(RETURN, "v".repeat(43), "plain").text("location"))
                .contains("error=invalid_request");
        assertThat(console.asks(RETURN + "/x", CHALLENGE, "S256").status()).isEqualTo(400);
        assertThat(console.asks(Keycloak.CONSOLE + "/console", CHALLENGE, "S256")
                        .status())
                .isEqualTo(400);
        assertThat(console.asks("https://elsewhere.example/", CHALLENGE, "S256").status())
                .isEqualTo(400);
    }

    @Test
    void no_password_is_handed_to_a_client() {
        RealmClient.Answer answer = console.token(Map.of(
                "grant_type", "password",
                "client_id", "freehold-console",
                "username", "amir",
                "password", People.PASSWORD));

        assertThat(answer.text("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void a_refresh_token_is_good_once() {
        RealmClient.Answer first = console.forPerson("amir", People.PASSWORD);
        String refresh = first.text("refresh_token");

        assertThat(console.refreshed(refresh).accessToken()).isNotEmpty();
        assertThat(console.refreshed(refresh).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void an_access_token_lives_for_five_minutes() {
        assertThat(console.forPerson("amir", People.PASSWORD)
                        .body()
                        .path("expires_in")
                        .asInt())
                .isEqualTo(300);
    }

    @Test
    void guessing_locks_for_a_while_even_for_the_right_password() throws IOException {
        String id = People.add(admin, "gina", "compliance");
        for (int i = 0; i < 5; i++) {
            assertThat(console.forPerson("gina", "wrong " + i).accessToken()).isEmpty();
        }

        assertThat(console.forPerson("gina", People.PASSWORD).accessToken()).isEmpty();
        assertThat(admin.get("/attack-detection/brute-force/users/" + id)
                        .path("disabled")
                        .asBoolean())
                .isTrue();
        admin.delete("/attack-detection/brute-force/users/" + id);
        assertThat(console.forPerson("gina", People.PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void weak_passwords_are_not_taken() throws IOException {
        String id = People.add(admin, "wendy", "compliance");
        for (String weak : new String[] {"short", "thirteen char", "wendy", "wendy@example.com", People.PASSWORD}) {
            assertThatThrownBy(() -> admin.put("/users/" + id + "/reset-password", People.password(weak)))
                    .as(weak)
                    .isInstanceOf(ServerFailed.class)
                    .hasMessageContaining("invalidPassword");
        }
    }

    @Test
    void nobody_registers_a_client_without_being_let() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(keycloak.issuer() + "/clients-registrations/openid-connect"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"redirect_uris\":[\"https://elsewhere.example/\"]}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_applications_secret_was_made_by_keycloak_and_is_long() throws IOException {
        assertThat(admin.clientSecret("freehold-application").text()).hasSizeGreaterThanOrEqualTo(32);
        RealmClient application = keycloak.client("freehold-application");
        for (String usual : new String[] {"secret", "changeit", "freehold", "${FREEHOLD_APPLICATION_SECRET}"}) {
            assertThat(application.forItself(usual).text("error")).isEqualTo("unauthorized_client");
        }
    }

    @Test
    void who_signed_in_and_what_an_administrator_did_is_on_record() throws IOException {
        console.forPerson("amir", People.PASSWORD);
        console.forPerson("amir", "not the password");

        assertThat(StreamSupport.stream(admin.get("/events?max=100").spliterator(), false)
                        .map(event -> event.path("type").asText()))
                .contains("LOGIN", "LOGIN_ERROR", "CODE_TO_TOKEN");
        JsonNode change = admin.get("/admin-events?max=100&operationTypes=CREATE&resourceTypes=USER");
        assertThat(change).isNotEmpty();
        assertThat(change.get(0).path("representation").asText()).contains("username");
    }
}
