package dev.freehold.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DoorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/console", "/console/trail", "/console/trail/x", "/console/trail/x/leaf", "/console/nowhere"})
    void nobody_is_told_how_to_sign_in(String address) {
        Response answer = given().redirects().follow(false).get(address);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.asString()).contains("You are not signed in", "./freehold up", "one-time link");
    }

    @Test
    void a_session_that_is_not_known_any_more_has_ended() {
        assertThat(as("old-token", "/console").asString()).contains("Your session has ended");
        assertThat(as("%0d%0a", "/console").statusCode()).isEqualTo(401);
        assertThat(as("x".repeat(600), "/console").statusCode()).isEqualTo(401);
    }

    @Test
    void where_nobody_can_tell_who_it_is_nothing_opens() {
        Response answer = as("nobody-knows", "/console/trail");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.asString()).contains("The list of sessions cannot be read.", "no page opens to anybody");
    }

    @Test
    void the_officer_is_taken_to_the_trail() {
        Response answer = as(FakeSessions.OFFICER, "/console");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/console/trail");
    }

    @ParameterizedTest
    @CsvSource({"application,application", "data-engineer,data engineer", "approver,approver", "operator,operator"})
    void others_are_told_that_there_is_no_page_for_them_yet(String role, String words) {
        Response answer = as(role, "/console");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString())
                .contains("You are signed in as " + words, "pages for the compliance officer only")
                .doesNotContain("href=\"/console/trail\"");
    }

    @Test
    void an_address_that_leads_nowhere_says_so() {
        assertThat(as("operator", "/console/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void signing_out_forgets_the_session() {
        Response answer = given().cookie(Visit.COOKIE, FakeSessions.OFFICER)
                .redirects()
                .follow(false)
                .post("/console/sign-out");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Set-Cookie"))
                .contains(Visit.COOKIE + "=", "Max-Age=0", "Path=/console", "HttpOnly", "SameSite=Strict");
    }

    @Test
    void a_link_cannot_sign_anybody_out() {
        assertThat(as(FakeSessions.OFFICER, "/console/sign-out").header("Set-Cookie"))
                .isNull();
    }

    @Test
    void without_a_list_of_sessions_nobody_is_anybody() {
        assertThat(new UnreachableSessions().resolve(AccessKey.of("any")))
                .isInstanceOf(Authentication.Unavailable.class);
    }

    private static Response as(String session, String address) {
        return given().cookie(Visit.COOKIE, session).redirects().follow(false).get(address);
    }
}
