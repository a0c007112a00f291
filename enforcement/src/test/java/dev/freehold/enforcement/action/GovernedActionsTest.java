package dev.freehold.enforcement.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.Callers;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.identity.TenantKeys;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GovernedActionsTest {
    private static final Digest BUNDLE = Digest.of(new byte[] {1});
    private static final DecisionRequest.Resource MODEL = new DecisionRequest.Resource(
            "model", "minilm@1", BUNDLE, "vetted", "apache-2.0", null, "bert@acme.example", "passed");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final List<AuditEvent> recorded = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final List<DecisionRequest> asked = new ArrayList<>();
    private Decision decision = new Decision.Allowed("d-1", BUNDLE, List.of());
    private int recordsThatFail = Integer.MAX_VALUE;
    private Pseudonyms pseudonyms;
    private GovernedActions actions;

    @BeforeEach
    void build() {
        pseudonyms = new Pseudonyms(new TenantKeys(folder));
        actions = new GovernedActions(
                request -> {
                    asked.add(request);
                    return decision;
                },
                this::record,
                new DecisionRequests(CLOCK, pseudonyms),
                new AuditEvents(CLOCK));
    }

    @Test
    void an_allowed_action_happens_between_its_intent_and_its_outcome() {
        assertThat(perform()).isEqualTo("done");
        assertThat(order).containsExactly("registry.intent", "work", "registry.outcome");
        AuditEvent intent = recorded.get(0);
        AuditEvent outcome = recorded.get(1);
        assertThat(outcome.intent()).isEqualTo(intent.id());
        assertThat(outcome.outcome().status()).isEqualTo("ok");
        assertThat(intent.policy().result()).isEqualTo("allowed");
        assertThat(intent.policy().bundle()).isEqualTo(BUNDLE);
        assertThat(intent.policy().input()).isEqualTo(Digest.of(CanonicalJson.bytes(Json.tree(asked.get(0)))));
        assertThat(intent.resource()).isEqualTo(new AuditEvent.Subject("model", "minilm@1", BUNDLE, "vetted"));
        assertThat(intent.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void an_outcome_names_the_facts_that_the_work_brought_to_light() {
        String result = actions.perform(
                Callers.ANNA,
                "finetune",
                "job.run",
                DecisionRequest.Resource.named("job", "j-1"),
                () -> "tuned",
                done -> new TreeMap<>(Map.of("leak_test", "passed", "model", done)));
        assertThat(result).isEqualTo("tuned");
        assertThat(recorded.get(0).resource().facts()).isNull();
        assertThat(recorded.get(1).resource().facts())
                .containsExactly(Map.entry("leak_test", "passed"), Map.entry("model", "tuned"));
    }

    @Test
    void policy_and_records_see_pseudonyms_in_place_of_people() {
        perform();
        DecisionRequest request = asked.get(0);
        assertThat(request.subject().pseudonym()).isEqualTo(pseudonyms.of(Callers.TENANT, "anna@acme.example"));
        assertThat(request.resource().leakTest()).isEqualTo("passed");
        assertThat(request.resource().creator()).isEqualTo(pseudonyms.of(Callers.TENANT, "bert@acme.example"));
        assertThat(request.now()).isEqualTo(CLOCK.instant());
        assertThat(request.toString() + recorded).doesNotContain("anna").doesNotContain("bert");
    }

    @Test
    void a_denied_action_does_not_happen_and_says_why() {
        decision = new Decision.Denied(
                "d-2", BUNDLE, List.of(new Reason("SAME_PERSON", "You made it.", "Ask another approver.")));
        assertThatThrownBy(this::perform).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(403);
            assertThat(e.problem().type()).isEqualTo("urn:freehold:problem:policy-denied");
            assertThat(e.problem().decisionId()).isEqualTo("d-2");
            assertThat(e.problem().reasons()).extracting(Reason::code).containsExactly("SAME_PERSON");
        });
        assertThat(order).containsExactly("registry.intent", "registry.outcome");
        assertThat(recorded.get(1).outcome().status()).isEqualTo("denied");
        assertThat(recorded.get(1).outcome().code()).isEqualTo("SAME_PERSON");
        assertThat(recorded.get(0).policy().reasons()).hasSize(1);
    }

    @Test
    void an_undecided_action_does_not_happen() {
        decision = new Decision.Unavailable("d-3", "no bundle in /srv");
        assertThatThrownBy(this::perform).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(503);
            assertThat(e.problem().code()).isEqualTo("POLICY_UNAVAILABLE");
            assertThat(e.problem().detail()).contains("d-3").doesNotContain("/srv");
        });
        assertThat(order).containsExactly("registry.intent", "registry.outcome");
        assertThat(recorded.get(0).policy().result()).isEqualTo("unavailable");
    }

    @Test
    void without_a_durable_intent_there_is_no_work() {
        recordsThatFail = 0;
        assertUnrecorded("AUDIT_UNAVAILABLE");
        assertThat(order).isEmpty();
    }

    @Test
    void without_a_durable_outcome_there_is_no_result() {
        recordsThatFail = 1;
        assertUnrecorded("OUTCOME_UNRECORDED");
        assertThat(order).containsExactly("registry.intent", "work");
    }

    @Test
    void a_failure_whose_outcome_is_not_recorded_is_not_called_undone() {
        recordsThatFail = 1;
        IllegalStateException bug = new IllegalStateException("half done");
        assertThatThrownBy(() -> actions.perform(Callers.ANNA, "registry", Actions.MODEL_APPROVE, MODEL, () -> {
                    throw bug;
                }))
                .hasSuppressedException(bug)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("OUTCOME_UNRECORDED"));
    }

    @Test
    void a_denial_whose_outcome_is_not_recorded_is_not_called_done() {
        recordsThatFail = 1;
        decision = new Decision.Denied(
                "d-2", BUNDLE, List.of(new Reason("SAME_PERSON", "You made it.", "Ask another approver.")));
        assertUnrecorded("AUDIT_UNAVAILABLE");
        assertThat(order).containsExactly("registry.intent");
    }

    @Test
    void an_undecided_action_whose_outcome_is_not_recorded_is_not_called_done() {
        recordsThatFail = 1;
        decision = new Decision.Unavailable("d-3", "no bundle in /srv");
        assertUnrecorded("AUDIT_UNAVAILABLE");
        assertThat(order).containsExactly("registry.intent");
    }

    @Test
    void a_failure_is_recorded_with_its_problem_code_and_thrown_on() {
        ProblemException problem =
                new ProblemException(new ProblemType("NO_SUCH_MODEL", 404, "No such model", "List them."), "none");
        assertThatThrownBy(() -> actions.perform(Callers.ANNA, "registry", Actions.MODEL_APPROVE, MODEL, () -> {
                    throw problem;
                }))
                .isSameAs(problem);
        assertThat(recorded.get(1).outcome().status()).isEqualTo("failed");
        assertThat(recorded.get(1).outcome().code()).isEqualTo("NO_SUCH_MODEL");
    }

    @Test
    void a_bug_is_recorded_without_its_message() {
        assertThatThrownBy(() -> actions.perform(Callers.ANNA, "registry", Actions.MODEL_APPROVE, MODEL, () -> {
                    throw new IllegalStateException("secret");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(recorded.get(1).outcome().code()).isEqualTo("INTERNAL");
        assertThat(recorded.toString()).doesNotContain("secret");
    }

    private String perform() {
        return actions.perform(Callers.ANNA, "registry", Actions.MODEL_APPROVE, MODEL, () -> {
            order.add("work");
            return "done";
        });
    }

    private void assertUnrecorded(String code) {
        assertThatThrownBy(this::perform).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(503);
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().detail()).doesNotContain("disk of node 7");
        });
    }

    private Receipt record(AuditEvent event) {
        if (recorded.size() >= recordsThatFail) {
            throw new RecordingUnavailable("the disk of node 7 is full");
        }
        recorded.add(event);
        order.add(event.type());
        return new Receipt(new Position("node-1", 0, recorded.size() - 1), BUNDLE);
    }
}
