package dev.freehold.registry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.People;
import dev.freehold.registry.database.RegistryDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ApprovalTest {
    @Inject
    ModelIntake intake;

    @Inject
    ModelVersions versions;

    @Inject
    ModelCatalogue catalogue;

    @Inject
    RegistryDatabase database;

    @Inject
    People people;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
        policy.asked.clear();
        recorder.events.clear();
    }

    @Test
    void a_second_person_approves_and_the_name_means_the_version_at_once() {
        ModelVersion version = vetted("second-person", 1).version();
        judge(people.boris(), version, "approval").statusCode(200).body("state", equalTo("approved"));
        assertThat(catalogue.resolve(Examples.ACME, "second-person"))
                .isInstanceOfSatisfying(
                        Resolution.Resolved.class,
                        resolved -> assertThat(resolved.version().state()).isEqualTo(ModelState.APPROVED));
        assertThat(recorder.of(Actions.MODEL_APPROVE)).containsExactly("registry.intent", "registry.outcome ok");
    }

    @Test
    void whoever_brought_the_version_is_refused_even_if_policy_allows_it() {
        ModelVersion version = vetted("own-work", 2).version();
        judge(people.dana(), version, "approval")
                .statusCode(403)
                .body("code", equalTo("REGISTRY_SECOND_PERSON_REQUIRED"));
        assertThat(versions.find(Examples.ACME, version.digest()).orElseThrow()).isInstanceOf(Lifecycle.Vetted.class);
    }

    @Test
    void policy_sees_the_creator_by_the_same_pseudonym_as_the_subject() {
        ModelVersion version = vetted("pseudonyms", 3).version();
        judge(people.dana(), version, "approval").statusCode(403);
        assertThat(policy.asked)
                .last()
                .satisfies(request -> assertThat(request.resource().creator())
                        .isEqualTo(request.subject().pseudonym())
                        .isNotEqualTo("dana"));
    }

    @Test
    void what_policy_denies_is_not_approved_and_says_why() {
        ModelVersion version = vetted("denied", 4).version();
        policy.forbidden.add(Actions.MODEL_APPROVE);
        judge(people.boris(), version, "approval").statusCode(403).body("reasons[0].code", equalTo("TEST_FORBIDS"));
        assertThat(versions.find(Examples.ACME, version.digest()).orElseThrow()).isInstanceOf(Lifecycle.Vetted.class);
        assertThat(recorder.of(Actions.MODEL_APPROVE)).containsExactly("registry.intent", "registry.outcome denied");
    }

    @Test
    void a_new_version_waits_while_the_name_keeps_its_meaning_and_the_old_one_comes_back_when_the_new_one_retires() {
        ModelVersion old = vetted("two-versions", 5).version();
        judge(people.boris(), old, "approval").statusCode(200);
        ModelVersion fresh = vetted("two-versions", 6).version();
        story("two-versions").body("alias", equalTo(old.digest().value())).body("versions", hasSize(2));
        judge(people.boris(), fresh, "approval").statusCode(200);
        story("two-versions").body("alias", equalTo(fresh.digest().value()));
        judge(people.boris(), fresh, "retirement").statusCode(200).body("state", equalTo("retired"));
        story("two-versions")
                .body("alias", equalTo(old.digest().value()))
                .body("moves", hasSize(3))
                .body("moves[0].previous", equalTo(fresh.digest().value()))
                .body("moves[2].previous", nullValue())
                .body("versions[0].evaluation.minimum_cosine", equalTo("1.000000000"))
                .body("versions[0].files", hasSize(3))
                .body("versions[0].digest", equalTo(fresh.digest().value()))
                .body("versions[0].judgements.decision", equalTo(List.of("approved", "retired")))
                .body("versions[0].judgements[0].who", equalTo("boris"));
        judge(people.boris(), old, "retirement").statusCode(200);
        story("two-versions").body("alias", equalTo(old.digest().value()));
    }

    @Test
    void a_name_is_moved_back_to_an_older_approved_version_and_the_history_shows_it() {
        ModelVersion old = vetted("rolled-back", 30).version();
        judge(people.boris(), old, "approval").statusCode(200);
        ModelVersion fresh = vetted("rolled-back", 31).version();
        judge(people.boris(), fresh, "approval").statusCode(200);
        moved("rolled-back", old.digest().value())
                .statusCode(200)
                .body("digest", equalTo(old.digest().value()));
        moved("rolled-back", old.digest().value()).statusCode(200);
        story("rolled-back").body("alias", equalTo(old.digest().value())).body("moves", hasSize(3));
        assertThat(catalogue.resolve(Examples.ACME, "rolled-back"))
                .isInstanceOfSatisfying(
                        Resolution.Resolved.class,
                        resolved -> assertThat(resolved.version().digest()).isEqualTo(old.digest()));
        moved("rolled-back", fresh.digest().value()).statusCode(200);
        assertThat(recorder.of(Actions.ALIAS_MOVE)).hasSize(6);
    }

    @Test
    void a_name_means_approved_versions_of_its_own_alone() {
        ModelVersion waiting = vetted("only-approved", 32).version();
        moved("only-approved", waiting.digest().value())
                .statusCode(409)
                .body("code", equalTo("REGISTRY_STATE_CONFLICT"));
        judge(people.boris(), waiting, "approval").statusCode(200);
        moved("another-name", waiting.digest().value()).statusCode(404);
        policy.forbidden.add(Actions.ALIAS_MOVE);
        moved("only-approved", waiting.digest().value()).statusCode(403);
        moved("only-approved", "latest").statusCode(400);
    }

    private ValidatableResponse moved(String name, String digest) {
        return people.boris()
                .contentType("application/json")
                .body("{\"digest\":\"" + digest + "\"}")
                .post("/api/registry/models/" + name + "/alias")
                .then();
    }

    @Test
    void a_revoked_version_stays_what_the_name_means_so_that_its_callers_are_told() {
        ModelVersion version = vetted("bad-apple", 7).version();
        judge(people.boris(), version, "approval").statusCode(200);
        judge(people.boris(), version, "revocation").statusCode(200).body("state", equalTo("revoked"));
        assertThat(catalogue.resolve(Examples.ACME, "bad-apple"))
                .isInstanceOfSatisfying(
                        Resolution.Resolved.class,
                        resolved -> assertThat(resolved.version().state()).isEqualTo(ModelState.REVOKED));
        judge(people.boris(), version, "approval").statusCode(409).body("code", equalTo("REGISTRY_STATE_CONFLICT"));
    }

    @Test
    void a_version_that_nobody_registered_is_asked_about_and_recorded_all_the_same() {
        ModelVersion unknown = Examples.version("nobody", "nothing", ModelState.VETTED, "dana");
        judge(people.boris(), unknown, "approval").statusCode(404).body("code", equalTo("REGISTRY_MODEL_UNKNOWN"));
        assertThat(recorder.of(Actions.MODEL_APPROVE)).containsExactly("registry.intent", "registry.outcome failed");
    }

    @Test
    void nobody_decides_without_a_key() {
        io.restassured.RestAssured.given().get("/api/registry/models").then().statusCode(401);
    }

    @Test
    void of_two_approvals_at_once_one_wins_and_the_history_has_no_fork() throws Exception {
        ModelVersion base = vetted("crowd", 10).version();
        List<Lifecycle.Vetted> waiting =
                List.of(vetted("crowd", 11), vetted("crowd", 12), vetted("crowd", 13), vetted("crowd", 14));
        versions.save(new Lifecycle.Vetted(base, new Evaluation("{}")).approve("boris"), "boris");
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = waiting.stream()
                    .flatMap(vetted -> List.of(vetted, vetted).stream())
                    .map(vetted -> crowd.submit(() -> approved(vetted)))
                    .toList();
            long won = 0;
            for (Future<Boolean> result : results) {
                won += result.get(20, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(won).isEqualTo(4);
        } finally {
            crowd.shutdownNow();
        }
        List<String> forks = database.with(
                handle -> handle.createQuery("""
                        select m.digest from alias_move m
                        where name = 'crowd' and previous is distinct from
                              (select digest from alias_move p where p.name = 'crowd' and p.number < m.number
                               order by number desc limit 1)
                        """).mapTo(String.class).list());
        assertThat(forks).isEmpty();
    }

    @Test
    void the_database_refuses_what_the_types_forbid() {
        ModelVersion version = vetted("by-hand", 20).version();
        String where = " where digest = '" + version.digest() + "'";
        refused("update model_version set state = 'approved'" + where, "approved by somebody");
        refused("update model_version set state = 'retired'" + where, "cannot go from vetted to retired");
        refused("update model_version set state = 'quarantined'" + where, "cannot go from vetted to quarantined");
        refused("update model_version set creator = 'boris'" + where, "immutable");
        refused("update model_version set evaluation = '{}'" + where, "never again");
        refused(
                "insert into approval select tenant, digest, creator, creator, 'approved', now() from model_version"
                        + where,
                "approval_needs_a_second_person");
        refused(
                "insert into approval select tenant, digest, 'boris', 'dana', 'approved', now() from model_version"
                        + where,
                "foreign key");
    }

    @Test
    void a_move_from_a_state_that_is_gone_is_refused() {
        Lifecycle.Vetted vetted = vetted("raced", 21);
        versions.save(vetted.revoke(), "boris");
        assertThatThrownBy(() -> versions.save(vetted.approve("boris"), "boris"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("REGISTRY_STATE_CONFLICT");
        assertThat(versions.find(Examples.ACME, vetted.version().digest()).orElseThrow())
                .isInstanceOf(Lifecycle.Revoked.class);
    }

    private boolean approved(Lifecycle.Vetted vetted) {
        try {
            versions.save(vetted.approve("boris"), "boris");
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private void refused(String sql, String why) {
        assertThatThrownBy(() -> database.with(handle -> handle.execute(sql))).hasMessageContaining(why);
    }

    private ValidatableResponse story(String name) {
        return people.dana().get("/api/registry/models/" + name).then().statusCode(200);
    }

    private static ValidatableResponse judge(RequestSpecification who, ModelVersion version, String judgement) {
        return who.post("/api/registry/models/" + version.name() + "/versions/" + version.digest() + "/" + judgement)
                .then();
    }

    private Lifecycle.Vetted vetted(String name, int seed) {
        return Examples.vetted(intake, versions, name, "dana", Examples.base(folder.resolve(name + seed), seed));
    }
}
