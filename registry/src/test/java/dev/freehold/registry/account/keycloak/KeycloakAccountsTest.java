package dev.freehold.registry.account.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.account.ApplicationAccounts.Account;
import dev.freehold.registry.account.ApplicationAccounts.AccountsUnavailable;
import dev.freehold.testkit.keycloak.Keycloak;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts in the real Keycloak, made by the service account that its realm has for it. */
class KeycloakAccountsTest {
    private static Keycloak keycloak;
    private static String secret;
    private static KeycloakAccounts accounts;

    @BeforeAll
    static void start() throws IOException {
        keycloak = Keycloak.shared();
        secret = keycloak.admin().clientSecret("freehold-registry").text();
        accounts = accounts(secret);
    }

    @Test
    void an_applications_token_is_for_this_house_with_its_role_and_use_case_and_nothing_else() throws Exception {
        Account account = accounts.provision(useCase("letters"));

        JsonNode claims = claims(
                keycloak.client(account.clientId()).forItself(account.secret()).accessToken());
        assertThat(claims.path("aud").asText()).isEqualTo("freehold");
        assertThat(claims.path("use_case").asText()).isEqualTo("letters");
        assertThat(claims.at("/realm_access/roles")).hasToString("[\"application\"]");
        assertThat(claims.has("resource_access")).isFalse();
        assertThat(account.toString()).doesNotContain(account.secret());
    }

    @Test
    void a_second_asking_gives_a_fresh_secret_and_the_first_is_good_no_more() throws Exception {
        Account first = accounts.provision(useCase("twice"));
        Account second = accounts.provision(useCase("twice"));

        assertThat(second.clientId()).isEqualTo(first.clientId());
        assertThat(keycloak.client(first.clientId()).forItself(first.secret()).text("error"))
                .isEqualTo("unauthorized_client");
        assertThat(keycloak.client(second.clientId()).forItself(second.secret()).accessToken())
                .isNotEmpty();
    }

    @Test
    void a_disabled_account_gets_no_token_until_it_is_asked_for_again() throws Exception {
        Account account = accounts.provision(useCase("leaver"));
        assertThat(accounts.disable(useCase("leaver"))).isTrue();

        assertThat(keycloak.client(account.clientId())
                        .forItself(account.secret())
                        .text("error"))
                .isEqualTo("invalid_client");
        assertThat(accounts.disable(useCase("leaver"))).isFalse();
        assertThat(accounts.disable(useCase("never"))).isFalse();

        Account again = accounts.provision(useCase("leaver"));
        assertThat(keycloak.client(again.clientId()).forItself(again.secret()).accessToken())
                .isNotEmpty();
    }

    @Test
    void the_registrys_own_account_manages_clients_and_neither_people_nor_the_realm() throws Exception {
        String token = keycloak.client("freehold-registry").forItself(secret).accessToken();
        String admin = keycloak.issuer().replace("/realms/", "/admin/realms/");

        assertThat(status(token, "POST", admin + "/users", "{\"username\":\"mallory\",\"enabled\":true}"))
                .isEqualTo(403);
        assertThat(status(token, "GET", admin + "/users", "")).isEqualTo(403);
        assertThat(status(token, "PUT", admin, "{\"bruteForceProtected\":false}"))
                .isEqualTo(403);
        assertThat(status(token, "DELETE", admin + "/admin-events", "")).isEqualTo(403);
        assertThat(status(token, "GET", admin + "/clients?clientId=freehold-console", ""))
                .isEqualTo(200);
    }

    @Test
    void a_wrong_secret_makes_no_account_and_is_in_no_message() {
        assertThatThrownBy(() -> accounts("not the secret").provision(useCase("letters")))
                .isInstanceOf(AccountsUnavailable.class)
                .hasMessageNotContaining("not the secret")
                .cause()
                .hasMessageContaining("Keycloak answers 401");
    }

    private static KeycloakAccounts accounts(String secret) {
        return new KeycloakAccounts(new RealmClients(new RealmClients.Realm(
                URI.create(keycloak.issuer().replace("/realms/", "/admin/realms/")),
                URI.create(keycloak.issuer()),
                "freehold-registry",
                secret)));
    }

    private static UseCase useCase(String id) {
        return new UseCase(
                new TenantId("default"),
                id,
                "Customer Care",
                "Sort letters.",
                List.of(),
                List.of("m"),
                Confidentiality.INTERNAL,
                365,
                10);
    }

    private static int status(String token, String method, String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode claims(String token) throws IOException {
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }
}
