package dev.freehold.audit.trail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.audit.intake.Records;
import dev.freehold.audit.ledger.note.EncodedKey;
import dev.freehold.audit.verify.Verify;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.problem.ProblemException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@QuarkusTest
class TrailTest {
    private static final Records RECORDS = new Records("gateway", 1, 40);
    private static final Caller OFFICER =
            new Caller(Records.TENANT, "officer", "key-9", Set.of(Role.COMPLIANCE_OFFICER), null);

    @Inject
    LedgerIntake intake;

    @Inject
    FakePolicy policy;

    @Inject
    @DataSource("audit")
    AgroalDataSource database;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @Inject
    AuditTrail trail;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        intake.append(Records.TENANT, RECORDS.at(0), RECORDS.leaves());
        await().atMost(Duration.ofSeconds(20)).until(() -> count("?type=inference.outcome&limit=200") == 20);
    }

    @AfterEach
    void allow() {
        policy.forbidden.clear();
    }

    private static Response get(String path, String tenant) {
        return given().header("Authorization", "Bearer " + FakeDirectory.key(tenant))
                .urlEncodingEnabled(false)
                .get("/api/audit/" + path);
    }

    private static Response get(String path) {
        return get(path, "acme");
    }

    private static int count(String query) {
        return get("entries" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("entries")
                .size();
    }

    @Test
    void a_log_that_was_taken_away_verifies_without_the_server_and_its_taking_is_decided() throws IOException {
        byte[] zip = get("export").then().statusCode(200).extract().asByteArray();
        Path copy = folder.resolve("ledger");
        unpack(zip, copy);
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new Verify());
        line.setOut(new PrintWriter(out));
        assertThat(line.execute("log", copy.resolve("log.vkey").toString(), copy.toString()))
                .as(out.toString())
                .isZero();
        policy.forbidden.add(Actions.PLATFORM_EXPORT);
        get("export").then().statusCode(403);
    }

    private static void unpack(byte[] zip, Path folder) throws IOException {
        ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip));
        for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
            Path file = folder.resolve(entry.getName());
            Files.createDirectories(file.getParent());
            Files.write(file, files.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "type=inference.outcome, 20",
        "action=model.classify, 26",
        "use_case=triage, 20",
        "status=denied&type=inference.outcome, 20",
        "status=intent&type=inference.intent, 20",
        "decision=decision-3, 2",
        "from=2026-01-01T00:00:30Z&to=2026-01-01T00:00:35Z, 5",
        "type=inference.intent&use_case=triage&action=model.embed&before=13, 2"
    })
    void each_filter_selects_what_it_says(String query, int entries) {
        assertThat(count("?limit=200&" + query)).isEqualTo(entries);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_newest_first() {
        List<Integer> indices = new ArrayList<>();
        Integer next = null;
        do {
            var page = get("entries?type=inference.intent&limit=7" + (next == null ? "" : "&before=" + next))
                    .jsonPath();
            indices.addAll(page.getList("entries.index", Integer.class));
            next = page.get("next");
        } while (next != null);
        assertThat(indices).hasSize(20).doesNotHaveDuplicates();
        assertThat(indices).isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    }

    @Test
    void an_entry_is_handed_out_with_its_exact_bytes_and_a_proof_that_verifies_offline() throws IOException {
        get("entries/gateway-1-7").then().statusCode(200);
        byte[] leaf = get("entries/gateway-1-7/leaf").asByteArray();
        assertThat(leaf).isEqualTo(RECORDS.leaves().get(7));
        Path leafFile = Files.write(folder.resolve("leaf"), leaf);
        Path proof = Files.write(
                folder.resolve("proof"), get("entries/gateway-1-7/proof").asByteArray());
        Path key = home.resolve("ledger/acme/log.vkey");
        assertThat(verify("proof", key.toString(), leafFile.toString(), proof.toString()))
                .isZero();
        Files.write(leafFile, RECORDS.leaves().get(8));
        assertThat(verify("proof", key.toString(), leafFile.toString(), proof.toString()))
                .isEqualTo(1);
    }

    @Test
    void the_whole_log_verifies_from_the_folder_and_over_http() throws IOException {
        String key = home.resolve("ledger/acme/log.vkey").toString();
        assertThat(verify("log", key, home.resolve("ledger/acme").toString())).isZero();
        Path accessKey = Files.writeString(folder.resolve("key"), FakeDirectory.key("acme"));
        String address = "http://127.0.0.1:" + RestAssured.port + "/api/audit";
        assertThat(verify("log", "--access-key-file", accessKey.toString(), key, address))
                .isZero();
    }

    private static int verify(String... args) {
        return new CommandLine(new Verify())
                .setOut(new PrintWriter(new StringWriter()))
                .execute(args);
    }

    @Test
    void each_reading_is_itself_in_the_trail() {
        // Readings of other tests may still be on their way into the trail: they are older.
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
        get("entries/gateway-1-3").then().statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("?type=audit.outcome&action=trail.read&limit=200&from=" + begun) == 1);
        assertThat(count("?type=audit.intent&action=trail.search&limit=200")).isPositive();
    }

    @Test
    void whom_policy_denies_sees_no_record_by_any_path() {
        policy.forbidden.add(Actions.TRAIL_READ);
        policy.forbidden.add(Actions.TRAIL_SEARCH);
        for (String path : List.of(
                "entries",
                "entries/gateway-1-3",
                "entries/gateway-1-3/leaf",
                "entries/gateway-1-3/proof",
                "tile/entries/000.p/40")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(get("checkpoint").statusCode()).isEqualTo(200);
        assertThat(get("tile/0/000.p/40").asByteArray()).hasSize(40 * 32);
    }

    @Test
    void nobody_without_a_key_and_nobody_of_another_tenant_sees_anything() {
        for (String path : List.of("entries", "entries/gateway-1-3", "checkpoint", "tile/0/000.p/40")) {
            assertThat(given().get("/api/audit/" + path).statusCode()).isEqualTo(401);
        }
        assertThat(get("entries?type=inference.outcome", "beta").jsonPath().getList("entries"))
                .isEmpty();
        assertThat(get("entries/gateway-1-3", "beta").statusCode()).isEqualTo(404);
        assertThat(get("tile/0/000.p/40", "beta").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/../checkpoint.new",
                "tile/..%2f..%2f..%2fkeys/ledger/acme.skey",
                "tile/%2e%2e/%2e%2e/.positions",
                "tile/0/000.p/999",
                "tile/0/000.p/40/..",
                "tile/entries/999",
                "tile/9/000",
                "entries/no-such-entry"
            })
    void whatever_the_log_does_not_have_is_not_found(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=201", "limit=x", "before=x", "from=yesterday", "to=", "typ=x", "type=a&type=b"
            })
    void what_is_not_understood_is_refused_and_named(String query) {
        Response answer = get("entries?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("QUERY_INVALID");
    }

    @Test
    void every_filter_is_served_by_an_index() throws SQLException {
        List<String> conditions = List.of(
                "id = 'x7'",
                "type = 'x7'",
                "action = 'x7'",
                "use_case = 'x7'",
                "status = 'x7'",
                "decision = 'x7'",
                "\"time\" >= '2026-01-01' and time < '2026-01-02'",
                "index < 7");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into entry select 'many', i, 'x' || i, timestamptz '2020-01-01' + i * interval '1 hour', x, x, x, x,
                        x, x, x, x, 'source', 0, i from (select i, 'x' || i % 100 as x from generate_series(0, 19999) i)""");
            statement.execute("analyze entry");
            for (String condition : conditions) {
                String column = condition.substring(0, condition.indexOf(' '));
                assertThat(plan(statement, condition))
                        .contains("Index Cond: ((tenant = 'many'::text) AND (" + column)
                        .doesNotContain("Seq Scan", "Filter:");
            }
            statement.execute("delete from entry where tenant = 'many'");
        }
    }

    private static String plan(Statement statement, String condition) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (ResultSet plan = statement.executeQuery("explain select * from entry where tenant = 'many' and "
                + condition + " order by index desc limit 50")) {
            while (plan.next()) {
                lines.append(plan.getString(1)).append('\n');
            }
        }
        return lines.toString();
    }

    @Test
    void readiness_tells_how_far_the_index_is_behind() {
        Response ready = given().get("/q/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.jsonPath().getString("checks.find { it.name == 'audit' }.data"))
                .contains("index_lag.acme");
    }

    @Test
    void a_proof_is_checked_here_as_an_outsider_would_and_other_bytes_are_refuted() throws IOException {
        ProofCheck check = trail.check(OFFICER, "gateway-1-7").orElseThrow();
        TrailRecord record = trail.open(OFFICER, "gateway-1-7").orElseThrow();
        String key = Files.readString(home.resolve("ledger/acme/log.vkey")).strip();
        assertThat(check).isInstanceOfSatisfying(ProofCheck.Proved.class, proved -> {
            assertThat(proved.index()).isEqualTo(record.entry().index());
            assertThat(proved.size()).isGreaterThanOrEqualTo(40);
            assertThat(proved.key()).isEqualTo(key);
        });
        TrailRecord altered = new TrailRecord(record.entry(), RECORDS.leaves().get(8), record.proof());
        assertThat(GovernedTrail.checked(altered, EncodedKey.parse(key)))
                .isInstanceOfSatisfying(
                        ProofCheck.Refuted.class,
                        refuted -> assertThat(refuted.fault()).isEqualTo("proof-wrong"));
        assertThat(trail.check(OFFICER, "no-such-entry")).isEmpty();
        policy.forbidden.add(Actions.TRAIL_READ);
        assertThatThrownBy(() -> trail.check(OFFICER, "gateway-1-7")).isInstanceOf(ProblemException.class);
    }

    @Test
    void the_size_is_that_of_the_checkpoint_and_only_for_whom_policy_lets() {
        assertThat(trail.size(OFFICER)).isGreaterThanOrEqualTo(40);
        policy.forbidden.add(Actions.TRAIL_SEARCH);
        assertThatThrownBy(() -> trail.size(OFFICER)).isInstanceOf(ProblemException.class);
    }
}
