package dev.freehold.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DoorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/trail",
                "/console/trail/x",
                "/console/trail/x/leaf",
                "/console/trail/x/check",
                "/console/jobs",
                "/console/jobs/x",
                "/console/start",
                "/console/start/refusals",
                "/console/nowhere"
            })
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

    @ParameterizedTest
    @CsvSource({
        "compliance-officer,/console/trail",
        "data-engineer,/console/jobs",
        "approver,/console/jobs",
        "application,/console/start"
    })
    void each_role_is_taken_to_its_page(String role, String page) {
        Response answer = as(role, "/console");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith(page);
    }

    @Test
    void a_role_without_a_page_is_told_so() {
        Response answer = as("operator", "/console");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString())
                .contains("You are signed in as operator", "no page for your role")
                .doesNotContain("href=\"/console/trail\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/trail,the compliance officer,data-engineer application approver operator",
        "/console/jobs,data engineers and approvers,compliance-officer application operator",
        "/console/jobs/ftjob-1,data engineers and approvers,compliance-officer application operator",
        "/console/start,application developers,compliance-officer data-engineer approver operator",
        "/console/start/refusals,application developers,compliance-officer"
    })
    void each_page_is_refused_to_other_roles_in_a_sentence_and_named_to_its_own_alone(
            String page, String people, String others) {
        for (String role : others.split(" ", -1)) {
            Response answer = as(role, page);

            assertThat(answer.statusCode()).as(role).isEqualTo(403);
            assertThat(answer.asString())
                    .contains("This page is for " + people, "You are signed in as " + role.replace('-', ' '))
                    .doesNotContain("href=\"" + page.replaceFirst("(/console/[a-z]+).*", "$1") + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/jobs/ftjob-1/cancel", "/console/start/keys"})
    void a_change_that_another_site_asks_for_is_refused(String address) {
        String role = address.contains("jobs") ? FakeSessions.ENGINEER : FakeSessions.DEVELOPER;

        for (Header header : List.of(
                new Header("Sec-Fetch-Site", "cross-site"),
                new Header("Sec-Fetch-Site", "same-site"),
                new Header("Origin", "https://elsewhere.example"))) {
            Response answer = given().cookie(Visit.COOKIE, role).header(header).post(address);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.asString()).contains("asked by another page");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/jobs/ftjob-1/cancel", "/console/start/keys"})
    void a_change_is_for_whom_the_page_is_for(String address) {
        assertThat(given().post(address).statusCode()).isEqualTo(401);
        assertThat(given().cookie(Visit.COOKIE, FakeSessions.OFFICER)
                        .post(address)
                        .statusCode())
                .isEqualTo(403);
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
