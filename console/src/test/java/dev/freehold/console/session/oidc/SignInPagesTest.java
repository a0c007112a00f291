package dev.freehold.console.session.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a browser sees where people sign in at an identity provider that does not answer. */
@QuarkusTest
@TestProfile(SignInPagesTest.Elsewhere.class)
class SignInPagesTest {
    public static class Elsewhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "freehold.console.url", "http://127.0.0.1:8087",
                    "freehold.oidc.issuer", "http://127.0.0.1:1/realms/freehold");
        }
    }

    @Test
    void who_is_not_signed_in_is_shown_the_way_to_the_identity_provider() {
        Response answer = get("/console/trail");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.asString())
                .contains("href=\"/console/sign-in\"", "identity provider")
                .doesNotContain("./freehold up");
    }

    @Test
    void an_identity_provider_that_does_not_answer_is_named_and_nobody_gets_in() {
        Response answer = get("/console/sign-in");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.asString()).contains("The identity provider cannot be reached");
        assertThat(answer.cookies()).isEmpty();
    }

    @Test
    void an_answer_that_this_browser_did_not_ask_for_opens_nothing() {
        for (String cookie : new String[] {"", "made-up", "x".repeat(600)}) {
            Response answer = given().cookie(SignInResource.COOKIE, cookie)
                    .redirects()
                    .follow(false)
                    .get("/console/sign-in/return?code=c&state=s&iss=http://127.0.0.1:1/realms/freehold");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.cookies()).doesNotContainKey("freehold_session");
        }
    }

    private static Response get(String address) {
        return given().redirects().follow(false).get(address);
    }
}
