package dev.freehold.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.session.Visit;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityHeadersTest {
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"([^\"]+\\.(?:js|css|svg))\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/trail",
                "/console/trail/x/leaf",
                "/console/assets/console.css",
                "/console/no",
                "/console/assets/no.js"
            })
    void every_answer_forbids_scripts_of_others_framing_and_guessing(String address) {
        Response answer = given().redirects().follow(false).get(address);

        assertThat(answer.header("Content-Security-Policy")).isEqualTo(SecurityHeaders.POLICY);
        assertThat(SecurityHeaders.POLICY)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void every_file_that_a_page_names_is_served_from_here() {
        List<String> assets = ASSET.matcher(page())
                .results()
                .map(MatchResult::group)
                .map(SecurityHeadersTest::address)
                .distinct()
                .toList();

        assertThat(assets).hasSize(4).allMatch(asset -> asset.startsWith("/"));
        for (String asset : assets) {
            Response answer = given().get(asset);
            assertThat(answer.statusCode()).as(asset).isEqualTo(200);
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void no_page_has_script_or_style_of_its_own() {
        assertThat(page())
                .doesNotContainPattern("<script(?![^>]+src=)")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("<style", " style=", "javascript:");
    }

    @Test
    void headers_of_other_rooms_are_their_own_affair() {
        assertThat(given().get("/q/health").header("Content-Security-Policy")).isNull();
    }

    private static String address(String attribute) {
        return attribute.substring(attribute.indexOf('"') + 1, attribute.length() - 1);
    }

    private static String page() {
        return given().cookie(Visit.COOKIE, FakeSessions.OFFICER)
                .get("/console/trail")
                .asString();
    }
}
