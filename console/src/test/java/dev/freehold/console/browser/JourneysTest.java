package dev.freehold.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.trail.Records;
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

/** The three people at work, in a real browser. Pictures of their pages are left in {@code target/pages}. */
@QuarkusTest
class JourneysTest {
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
    void the_officer_filters_opens_a_record_and_verifies_it() {
        for (long index = 0; index < 60; index++) {
            stage.trail.add(Records.at(index));
        }
        Tab tab = as(FakeSessions.OFFICER).go("/console").awaitText("50 records, newest first");
        Browser.look(tab, "trail");

        tab.choose("#status", "denied").click("#filter button").awaitText("6 records, newest first");
        assertThat(tab.address()).contains("status=denied");
        tab.click("tbody tr:first-child a").awaitText("Why it was denied");
        tab.click("#verdict a").awaitText("The ledger holds exactly these bytes");

        assertThat(tab.address()).doesNotContain("check");
        assertThat(tab.text("#command")).contains("./freehold verify proof");
        Browser.look(tab, "record");
        Browser.clean(tab, root);
    }

    @Test
    void the_data_engineer_watches_the_loss_fall_without_reloading() {
        String job = stage.tuning.add("0a", "running");
        Tab tab = as(FakeSessions.ENGINEER).go("/console/jobs/" + job).awaitText("No step has been told yet");
        Browser.look(tab, "job-before");
        tab.js("window.sameTab = true");

        stage.course(job, 1, 60);
        tab.awaitText("Step 60 of 400");
        String early =
                tab.js("document.querySelector('path.trend').getAttribute('d')").asText();
        stage.course(job, 61, 230);
        tab.awaitText("Step 230 of 400");
        Browser.look(tab, "job-running");

        assertThat(tab.js("document.querySelector('path.trend').getAttribute('d')")
                        .asText())
                .startsWith(early.substring(0, 5))
                .hasSizeGreaterThan(early.length());
        assertThat(tab.js("window.sameTab").asBoolean()).isTrue();
        stage.course(job, 231, 400);
        stage.tuning.succeeded(job, 0.201, 0.322, "passed");
        tab.awaitText("Tuned is better than its base").await("!document.querySelector('#live').hasAttribute('hx-get')");
        assertThat(tab.text("main")).contains("Planted canaries were not recited", "Email", "212 (PII)", "sha256:bebe");
        Browser.look(tab, "job-done");
        Browser.clean(tab, root);
    }

    @Test
    void the_data_engineer_cancels_a_job_and_the_approver_has_no_button_for_it() {
        String job = stage.tuning.add("0b", "running");
        Tab approver =
                as(FakeSessions.APPROVER).go("/console/jobs").click("tbody a").awaitText("What went in");
        assertThat(approver.count("form[action$=cancel]")).isZero();

        Tab tab = as(FakeSessions.ENGINEER).go("/console/jobs/" + job);
        tab.click("form[action$=cancel] button").awaitText("cancelled");

        assertThat(stage.tuning.asked()).contains("POST fine_tuning/jobs/" + job + "/cancel");
        assertThat(tab.address()).isEqualTo("/console/jobs/" + job);
        Browser.clean(approver, root);
        Browser.clean(tab, root);
    }

    @Test
    void the_list_of_jobs_shows_each_state_in_words() {
        stage.tuning.succeeded(stage.tuning.add("01", "queued"), 0.2, 0.3, "passed");
        stage.tuning.failed(stage.tuning.add("02", "queued"), "deadline_passed", "the run took longer than 30 minutes");
        stage.tuning.add("03", "running");
        stage.tuning.add("04", "queued");
        Tab tab = as(FakeSessions.ENGINEER).go("/console").awaitText("waiting");

        assertThat(tab.text("tbody")).contains("running", "failed", "done", "+0.262");
        Browser.look(tab, "jobs");
        tab.go("/console/jobs/ftjob-02").awaitText("The run took longer than 30 minutes");
        Browser.look(tab, "job-failed");
        Browser.clean(tab, root);
    }

    @Test
    void the_developer_makes_a_key_which_is_shown_once() {
        stage.models();
        Tab tab = as(FakeSessions.DEVELOPER).go("/console").awaitText("complaint-triage");
        assertThat(tab.text("#base-url")).isEqualTo(root.resolve("/v1").toString());
        assertThat(tab.text("#python"))
                .contains("base_url=\"" + root.resolve("/v1") + "\"", "client.embeddings.create");
        Browser.look(tab, "start");

        tab.click("#own-key button").awaitText("Copy it now");
        assertThat(tab.text("#new-key")).isEqualTo("fh_a1b2c3d1_made-for-a-test");
        Browser.look(tab, "start-key");
        tab.reload().awaitText("Make a key");

        assertThat(tab.text("body")).doesNotContain("fh_a1b2c3d1");
        assertThat(stage.keys.asked()).hasSize(1);
        Browser.clean(tab, root);
    }

    @Test
    void the_developer_chooses_the_model_that_the_examples_call() {
        stage.models();
        Tab tab = as(FakeSessions.DEVELOPER).go("/console/start");

        tab.click(".models a").awaitText("First call to complaint-classifier");

        assertThat(tab.text("#curl")).contains("/v1/classify", "complaint-classifier");
        assertThat(tab.text(".models")).contains("not approved");
        tab.click("a[href$=refusals]").awaitText("TRAIL_UNREACHABLE");
        Browser.look(tab, "refusals");
        Browser.clean(tab, root);
    }

    @ParameterizedTest
    @CsvSource({
        "data-engineer,/console/trail,the compliance officer",
        "application,/console/jobs,data engineers and approvers",
        "compliance-officer,/console/start,application developers"
    })
    void the_wrong_role_is_refused_and_offered_its_own_page(String session, String page, String people) {
        Tab tab = as(session).go(page).awaitText("This page is for " + people);

        assertThat(tab.count("nav a")).isEqualTo(1);
        Browser.look(tab, "refused-" + session);
    }

    @Test
    void who_is_signed_out_is_told_how_to_come_in() {
        stage.trail.add(Records.at(1));
        Tab tab = as(FakeSessions.OFFICER).go("/console/trail");

        tab.click(".person button").awaitText("You are not signed in");

        assertThat(tab.text("main")).contains("./freehold up");
        Browser.look(tab, "signed-out");
    }

    @Test
    void every_page_works_without_scripts() {
        stage.models();
        stage.trail.add(Records.at(3));
        String job = stage.tuning.add("0d", "running");
        stage.course(job, 1, 30);

        Tab officer = as(FakeSessions.OFFICER).scripts(false).go("/console/trail?status=denied");
        officer.click("tbody a").awaitText("Proof").click("#verdict a").awaitText("exactly these bytes");
        Tab engineer = as(FakeSessions.ENGINEER)
                .scripts(false)
                .go("/console/jobs/" + job)
                .awaitText("Step 30");
        engineer.click("form[action$=cancel] button").awaitText("cancelled");
        Tab developer = as(FakeSessions.DEVELOPER).scripts(false).go("/console/start");
        developer.click("#own-key button").awaitText("Your new key");
        assertThat(developer.text("#new-key")).startsWith("fh_");
        Browser.look(developer, "key-without-scripts");
    }

    @Test
    void a_keyboard_reaches_the_content_first_and_every_field_has_a_name() {
        stage.models();
        stage.tuning.add("0e", "running");
        stage.trail.add(Records.at(3));
        for (String[] page : new String[][] {
            {FakeSessions.OFFICER, "/console/trail"},
            {FakeSessions.ENGINEER, "/console/jobs/ftjob-0e"},
            {FakeSessions.DEVELOPER, "/console/start"}
        }) {
            Tab tab = as(page[0]).go(page[1]).press("Tab");
            assertThat(tab.js("document.activeElement.className").asText()).isEqualTo("skip");
            tab.press("Enter").await("document.activeElement.id === 'main'");
            assertThat(tab.js("[...document.querySelectorAll('input,select,button,a,progress')].filter(e =>"
                                    + " !(e.labels && e.labels.length) && !e.getAttribute('aria-label')"
                                    + " && !e.textContent.trim()).length")
                            .asInt())
                    .isZero();
            assertThat(tab.count("h1")).isEqualTo(1);
            assertThat(tab.js("document.documentElement.lang").asText()).isEqualTo("en");
        }
    }

    private Tab as(String session) {
        return browser.as(session, root);
    }
}
