package dev.freehold.console.trail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TrailPagesTest {
    private static final Pattern OLDER = Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\"");
    private static final Pattern INDEX = Pattern.compile("aria-label=\"Open record (\\d+)\"");

    @Inject
    FakeTrail trail;

    @BeforeEach
    void start_with_an_empty_trail() {
        trail.clear();
    }

    @Test
    void an_empty_trail_says_that_it_is_empty() {
        assertThat(page("/console/trail")).contains("The trail is empty");
    }

    @Test
    void a_filter_that_fits_nothing_offers_to_clear_it() {
        trail.add(Records.at(1));

        assertThat(page("/console/trail?status=denied")).contains("No record fits this filter", "Clear the filter");
    }

    @Test
    void an_entry_shows_time_status_action_and_leads_to_its_record() {
        trail.add(Records.at(3));

        assertThat(page("/console/trail"))
                .contains("2026-11-23 08:00:03", "chip-denied\">denied", "Turn text into vectors", "support-triage")
                .contains("href=\"/console/trail/0193a1b2-0000-7000-8000-000000000003\"")
                .contains("A signed checkpoint covers 1 records");
    }

    @Test
    void every_part_of_the_filter_reaches_the_trail() {
        page("/console/trail?type=inference.outcome&action=model.embed&use_case=u&status=ok&decision=d"
                + "&from=2026-11-01&to=2026-11-23T14:30&before=77");

        assertThat(trail.asked())
                .containsExactly(new TrailQuery(
                        "inference.outcome",
                        "model.embed",
                        "u",
                        "ok",
                        "d",
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-23T14:30:00Z"),
                        77L,
                        TrailPage.SIZE + 1));
    }

    @Test
    void following_older_shows_every_entry_once_and_keeps_the_filter() {
        for (long index = 0; index < 700; index++) {
            trail.add(Records.at(index));
        }
        List<Long> seen = new ArrayList<>();
        Optional<String> next = Optional.of("/console/trail?status=ok");
        int pages = 0;
        while (next.isPresent()) {
            String html = page(next.get());
            INDEX.matcher(html).results().forEach(found -> seen.add(Long.valueOf(found.group(1))));
            next = older(html);
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(140).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(seen).allMatch(index -> index % 10 == 1 || index % 10 == 5);
    }

    @Test
    void a_full_last_page_offers_no_older_one() {
        for (long index = 0; index < TrailPage.SIZE; index++) {
            trail.add(Records.at(index));
        }

        assertThat(older(page("/console/trail"))).isEmpty();
        assertThat(page("/console/trail?before=0")).contains("Nothing older", "Back to the newest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=2026-13-01",
                "before=-1",
                "before=99999999999999999999",
                "from=2026-11-23&to=2026-11-22"
            })
    void a_filter_that_cannot_be_understood_searches_nothing_and_says_what_is_wrong(String filter) {
        Response answer = officer().get("/console/trail?" + filter);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("This filter cannot be used");
        assertThat(trail.asked()).isEmpty();
    }

    @Test
    void an_overlong_part_is_refused() {
        assertThat(officer().get("/console/trail?use_case=" + "x".repeat(201)).statusCode())
                .isEqualTo(422);
        assertThat(trail.asked()).isEmpty();
    }

    @Test
    void a_part_of_the_page_is_the_list_alone() {
        trail.add(Records.at(1));

        String part =
                officer().header("HX-Request", "true").get("/console/trail").asString();

        assertThat(part.strip()).startsWith("<section id=\"results\"").endsWith("</section>");
        assertThat(part).doesNotContain("<html", "<form");
    }

    @Test
    void going_back_in_history_gets_the_whole_page() {
        assertThat(officer()
                        .header("HX-Request", "true")
                        .header("HX-History-Restore-Request", "true")
                        .get("/console/trail")
                        .asString())
                .contains("<html");
    }

    @Test
    void texts_of_a_record_never_become_markup() {
        trail.add(Records.evil(5));
        String id = Records.evil(5).entry().id();

        for (String address : List.of("/console/trail", "/console/trail/" + id)) {
            assertThat(page(address))
                    .doesNotContain("<script>alert", "<img src=x")
                    .contains("&lt;script&gt;");
        }
        assertThat(page("/console/trail?use_case=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
                .doesNotContain("<script>alert");
        assertThat(page("/console/trail?status=ok&before=5&use_case=%22onmouseover=%22x"))
                .doesNotContain("\"onmouseover");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "data-engineer", "approver", "operator"})
    void other_roles_are_refused_told_which_role_it_takes_and_nothing_is_read(String role) {
        trail.add(Records.at(1));
        String id = Records.at(1).entry().id();

        for (String address : List.of("", "/" + id, "/" + id + "/leaf", "/" + id + "/proof")) {
            Response answer =
                    given().cookie(Visit.COOKIE, role).redirects().follow(false).get("/console/trail" + address);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.asString())
                    .contains("This page is for the compliance officer", role.replace('-', ' '), "compliance-officer")
                    .doesNotContain("support-triage");
        }
        assertThat(trail.asked()).isEmpty();
    }

    @Test
    void a_denial_by_policy_shows_its_reasons_and_decision() {
        trail.fail(new ProblemException(Problem.denied(
                new ProblemType("TRAIL_DENIED", 403, "Reading the trail was denied", "-"),
                "decision-77",
                List.of(new Reason("A", "First sentence.", "First remedy."), new Reason("B", "Second.", "Other.")))));

        Response answer = officer().get("/console/trail");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString())
                .contains("Reading the trail was denied", "First sentence.", "First remedy.", "Second.", "decision-77");
    }

    @Test
    void a_failure_is_a_page_with_an_error_id_and_without_its_cause() {
        trail.fail(new IllegalStateException("password=hunter2"));

        Response answer = officer().get("/console/trail");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.asString())
                .contains("Something went wrong on our side", "Error id")
                .doesNotContain("hunter2");
    }

    @Test
    void a_refusal_in_answer_to_a_part_makes_the_browser_load_the_page_that_says_so() {
        trail.fail(new IllegalStateException("broken"));

        Response answer = officer().header("HX-Request", "true").get("/console/trail?status=ok");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.header("HX-Redirect")).isEqualTo("/console/trail?status=ok");
    }

    @Test
    void pages_of_the_trail_are_stored_nowhere() {
        assertThat(officer().get("/console/trail").header("Cache-Control")).isEqualTo("no-store");
    }

    private static RequestSpecification officer() {
        return given().urlEncodingEnabled(false).cookie(Visit.COOKIE, FakeSessions.OFFICER);
    }

    private static String page(String address) {
        return officer().get(address).then().statusCode(200).extract().asString();
    }

    private static Optional<String> older(String html) {
        Matcher link = OLDER.matcher(html);
        return link.find() ? Optional.of(link.group(1).replace("&amp;", "&")) : Optional.empty();
    }
}
