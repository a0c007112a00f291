package dev.freehold.console.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.surface.SurfaceRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class JobPagesTest {
    private static final Caller JANE =
            new Caller(new TenantId("default"), "jane", "browser", Set.of(Role.DATA_ENGINEER), null);

    @Inject
    FakeTuning tuning;

    @Inject
    Curves curves;

    @BeforeEach
    void begin_without_jobs() {
        tuning.clear();
    }

    @Test
    void every_job_is_on_one_page_newest_first() {
        for (int i = 10; i < 55; i++) {
            tuning.add(Integer.toString(i), "queued");
        }

        String first = engineer().get("/console/jobs").asString();
        assertThat(first)
                .contains("ftjob-54", "ftjob-35", "/console/jobs?after=ftjob-35")
                .doesNotContain("ftjob-34");
        String last = engineer().get("/console/jobs?after=ftjob-15").asString();
        assertThat(last).contains("ftjob-14", "ftjob-10", "This is the end of the list");
    }

    @Test
    void the_page_of_a_running_job_asks_again_and_that_of_a_finished_one_does_not() {
        String job = tuning.add("1", "running");
        assertThat(page(job)).contains("hx-trigger=\"every 2s\"", job + "?seen=running");

        tuning.failed(job, "worker_failed", "the worker ended with status 137");

        assertThat(page(job)).doesNotContain("hx-trigger").contains("Why it failed", "status 137");
    }

    @Test
    void a_part_of_the_page_is_the_run_alone_and_a_change_of_state_asks_for_the_whole() {
        String job = tuning.add("1", "running");
        Response same = engineer().header("HX-Request", "true").get("/console/jobs/" + job + "?seen=running");
        assertThat(same.asString().strip()).startsWith("<section id=\"live\"").endsWith("</section>");
        assertThat(same.header("HX-Refresh")).isNull();

        tuning.move(job, "succeeded");

        assertThat(engineer()
                        .header("HX-Request", "true")
                        .get("/console/jobs/" + job + "?seen=running")
                        .header("HX-Refresh"))
                .isEqualTo("true");
    }

    @Test
    void a_long_run_is_read_whole_once_and_then_only_what_is_new() {
        String job = tuning.add("77", "running");
        for (int step = 1; step <= 350; step++) {
            tuning.step(job, step, 400, 1.0 / step);
        }
        assertThat(curves.of(JANE, job).losses()).hasSize(350);
        int asked = tuning.asked().size();
        tuning.step(job, 351, 400, 0.5);

        assertThat(curves.of(JANE, job).losses()).hasSize(351).last().isEqualTo(new Curves.Loss(351, 400, 0.5));
        assertThat(tuning.asked()).hasSize(asked + 1);
    }

    @Test
    void the_curve_is_that_of_the_last_attempt() {
        String job = tuning.add("78", "running");
        for (int step = 1; step <= 50; step++) {
            tuning.step(job, step, 100, 9);
        }
        tuning.say(job, "warn", "the platform stopped; the run begins anew", null);
        tuning.step(job, 1, 100, 2);
        tuning.step(job, 2, 100, 1);

        assertThat(curves.of(JANE, job).losses())
                .containsExactly(new Curves.Loss(1, 100, 2), new Curves.Loss(2, 100, 1));
    }

    @Test
    void a_denied_change_shows_the_services_reason_remedy_and_decision_once() {
        String job = tuning.add("1", "running");

        Response answer = given().cookie(Visit.COOKIE, FakeSessions.APPROVER).post("/console/jobs/" + job + "/cancel");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString())
                .contains("An approver may not cancel a job.", "ROLE_MAY_NOT", "decision-9")
                .containsOnlyOnce("Ask a data engineer.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,0.3,passed,Tuned is better,not recited",
        "-0.3,-0.1,failed,Tuned is worse,nobody approve",
        "-0.1,0.1,not_run,Nothing shows,Nobody looked",
        "0.1,0.3,not_applicable,Tuned is better,cannot write"
    })
    void the_verdicts_follow_from_the_figures(double low, double high, String leak, String gain, String leakWords) {
        String job = tuning.add("1", "running");
        tuning.succeeded(job, low, high, leak);

        assertThat(page(job)).contains(gain, leakWords, "240 rows that neither learned from");
    }

    @ParameterizedTest
    @CsvSource({"/console/jobs/ftjob-none,404", "/console/jobs/a%20b,404", "/console/jobs/..%2Ffiles,404"})
    void what_is_no_job_is_not_found(String address, int status) {
        assertThat(engineer().get(address).statusCode()).isEqualTo(status);
    }

    @Test
    void jobs_that_are_not_there_are_never_an_empty_list() {
        SurfaceRequest request =
                new SurfaceRequest("GET", "fine_tuning/jobs", Map.of(), Map.of(), InputStream.nullInputStream());

        assertThatThrownBy(() -> new UnreachableTuning().handle(JANE, request))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("JOBS_UNREACHABLE");
    }

    private static RequestSpecification engineer() {
        return given().urlEncodingEnabled(false).cookie(Visit.COOKIE, FakeSessions.ENGINEER);
    }

    private static String page(String job) {
        return engineer()
                .get("/console/jobs/" + job)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
