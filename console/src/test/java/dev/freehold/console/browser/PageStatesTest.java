package dev.freehold.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.trail.Records;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.testkit.browser.Tab;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages show when there is nothing, when something failed, and while somebody waits. */
@QuarkusTest
class PageStatesTest {
    private static Browser browser;

    @Inject
    Stage stage;

    @TestHTTPResource("/")
    URI root;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void begin_with_nothing() {
        stage.clear();
    }

    @Test
    void who_waits_is_told_for_what() {
        stage.models();
        stage.trail.add(Records.at(3));
        Tab developer = as(FakeSessions.DEVELOPER).go("/console/start");
        Tab officer = as(FakeSessions.OFFICER).go("/console/trail");

        stage.keys.hold();
        developer
                .click("#own-key button")
                .await("getComputedStyle(document.querySelector('#making')).visibility === 'visible'");
        assertThat(developer
                        .js("document.querySelector('#own-key button').disabled")
                        .asBoolean())
                .isTrue();
        Browser.look(developer, "start-waiting");
        stage.keys.release();
        developer.awaitText("Copy it now");

        stage.trail.hold();
        officer.click("#filter button")
                .await("getComputedStyle(document.querySelector('#loading')).visibility === 'visible'");
        Browser.look(officer, "trail-waiting");
        stage.trail.release();
        officer.await("getComputedStyle(document.querySelector('#loading')).visibility === 'hidden'");
        Browser.clean(officer, root);
    }

    @Test
    void a_record_that_is_refuted_is_not_shown_as_proved() {
        stage.trail.add(Records.at(3));
        stage.trail.checkAs(new ProofCheck.Refuted("proof-wrong", "it does not lead to the root that was signed"));
        Tab tab = as(FakeSessions.OFFICER).go("/console/trail");

        tab.click("tbody a").awaitText("Proof").click("#verdict a").awaitText("This is not proved");

        Browser.look(tab, "record-refuted");
        Browser.clean(tab, root);
    }

    @Test
    void a_key_that_is_refused_says_why_in_the_page() {
        stage.models();
        stage.keys.fail(new ProblemException(
                new ProblemType("KEYS_MANY", 403, "You have too many keys", "Withdraw one."), "Ten keys are in use."));
        Tab tab = as(FakeSessions.DEVELOPER).go("/console/start");

        tab.click("#own-key button").awaitText("Ten keys are in use.");

        assertThat(tab.text("main")).contains("Withdraw one.", "KEYS_MANY");
        assertThat(stage.keys.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "compliance-officer,/console/trail,The trail is empty,trail-empty",
        "data-engineer,/console/jobs,No job yet,jobs-empty",
        "no-purpose,/console/start,You have no use case,start-empty"
    })
    void a_page_with_nothing_to_show_says_what_will_stand_there(
            String session, String page, String words, String picture) {
        Tab tab = as(session).go(page).awaitText(words);

        Browser.look(tab, picture);
        Browser.clean(tab, root);
    }

    @ParameterizedTest
    @CsvSource({
        "compliance-officer,/console/trail,trail-broken",
        "approver,/console/jobs,jobs-broken",
        "application,/console/start,start-broken"
    })
    void a_page_whose_service_fails_says_so_with_an_error_id(String session, String page, String picture) {
        RuntimeException broken = new IllegalStateException("password=hunter2");
        stage.trail.fail(broken);
        stage.tuning.fail(broken);
        stage.models.fail(broken);
        Tab tab = as(session).go(page).awaitText("Something went wrong on our side");

        assertThat(tab.text("main")).contains("Error id").doesNotContain("hunter2");
        Browser.look(tab, picture);
    }

    @Test
    void a_page_says_so_when_the_server_does_not_answer_and_keeps_what_it_showed() {
        String job = stage.tuning.add("0c", "running");
        stage.course(job, 1, 30);
        Tab tab = as(FakeSessions.ENGINEER).go("/console/jobs/" + job).awaitText("Step 30");

        tab.offline(true).awaitText("The server does not answer");
        assertThat(tab.text("main")).contains("Step 30");
        Browser.look(tab, "job-offline");
        tab.offline(false).await("document.getElementById('offline').hidden");
    }

    private Tab as(String session) {
        return browser.as(session, root);
    }
}
