package dev.freehold.console.trail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailRecord;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RecordPageTest {
    @Inject
    FakeTrail trail;

    @BeforeEach
    void start_with_an_empty_trail() {
        trail.clear();
    }

    @Test
    void a_record_is_told_in_plain_words() {
        assertThat(page(Records.at(1)))
                .contains(
                        "An application asked to classify text (model distilbert-sst2@sha256:4f1c2a), for the use case"
                                + " support-triage. Policy allowed it, with obligations. It was done, in 12.3 ms.");
    }

    @Test
    void a_denial_shows_why_and_what_would_be_allowed() {
        assertThat(page(Records.at(3)))
                .contains("Why it was denied", "may not send card data (PCI).", "Take the card number out")
                .contains("Policy denied it. Nothing was done.");
    }

    @Test
    void every_field_of_the_record_is_on_the_page() {
        assertThat(page(Records.at(3)))
                .contains("Ledger index", "inference.outcome", "2026-11-23 08:00:03.123456 UTC", "9c2f41d07ab35e88")
                .contains("a1b2c3d4", "application", "approved", "Payment card", "1 (PCI)", "redact: email")
                .contains("0193a1b2-1111-4000-8000-000000000003", "freehold.audit/1", "1,834 bytes", "cd".repeat(32))
                .contains("Leak test", "href=\"/console/trail/0193a1b2-0000-7000-8000-000000000002\"");
    }

    @Test
    void an_intent_says_that_its_outcome_is_another_record() {
        assertThat(page(Records.at(2))).contains("its outcome is a record of its own");
    }

    @Test
    void the_bytes_and_the_proof_come_out_exactly_and_under_the_names_in_the_command() {
        TrailRecord record = Records.at(41);
        String html = page(record);

        assertThat(html).contains("./freehold verify proof VKEYS record-41.json record-41.tlog-proof");
        assertThat(html).contains(LeafBytes.hash(record.leaf()));
        assertDownload(record, "/leaf", "record-41.json", record.leaf());
        assertDownload(record, "/proof", "record-41.tlog-proof", record.proof());
    }

    @Test
    void bytes_of_another_shape_are_shown_as_they_are_with_what_the_index_says() {
        TrailRecord known = Records.at(1);
        byte[] foreign = "{\"schema\":\"freehold.audit/9\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(page(new TrailRecord(known.entry(), foreign, known.proof())))
                .contains("have a shape that this release does not know", "freehold.audit/9", "From the index");
    }

    @Test
    void bytes_that_are_no_text_are_shown_in_hexadecimal() {
        assertThat(LeafBytes.shown(new byte[] {(byte) 0xff, 0x00})).isEqualTo("ff00");
        assertThat(LeafBytes.shown("a\u202eb".getBytes(StandardCharsets.UTF_8))).isEqualTo("61e280ae62");
        assertThat(LeafBytes.shown("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"a\":\"\u00e9\"}");
    }

    @Test
    void the_leaf_hash_is_that_of_the_standard() {
        // RFC 6962: SHA-256 of one zero byte is the hash of the empty leaf.
        assertThat(LeafBytes.hash(new byte[0]))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @Test
    void a_record_is_verified_here_and_the_page_says_whose_word_that_is() {
        TrailRecord record = Records.at(3);

        assertThat(checked(record))
                .contains("Proved", "exactly these bytes at index 3", "covers 700 records", "0a1b2c3d")
                .contains("This server checked itself", "./freehold verify proof");
    }

    @Test
    void evidence_against_a_record_is_never_shown_as_proved() {
        trail.checkAs(new ProofCheck.Refuted("proof-wrong", "it does not lead to the root that was signed"));

        assertThat(checked(Records.at(3)))
                .contains("This is not proved", "proof-wrong", "does not lead to the root")
                .doesNotContain("<strong>Proved");
    }

    private String checked(TrailRecord record) {
        trail.add(record);
        return given().cookie(Visit.COOKIE, FakeSessions.OFFICER)
                .get("/console/trail/" + record.entry().id() + "/check")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-id", "%3Cscript%3E", "a%20b", "x/y/z"})
    void an_unknown_record_is_not_found(String id) {
        Response answer = given().urlEncodingEnabled(false)
                .cookie(Visit.COOKIE, FakeSessions.OFFICER)
                .get("/console/trail/" + id);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString()).contains("Not found").doesNotContain("<script>");
    }

    private String page(TrailRecord record) {
        trail.add(record);
        return given().cookie(Visit.COOKIE, FakeSessions.OFFICER)
                .get("/console/trail/" + record.entry().id())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static void assertDownload(TrailRecord record, String part, String name, byte[] bytes) {
        Response answer = given().cookie(Visit.COOKIE, FakeSessions.OFFICER)
                .get("/console/trail/" + record.entry().id() + part);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(bytes);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + name + "\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
}
