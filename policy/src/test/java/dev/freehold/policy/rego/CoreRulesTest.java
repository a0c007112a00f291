package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.bundle.BundleManifest;
import dev.freehold.policy.bundle.ShippedBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The shipped bundle, deciding in process. */
class CoreRulesTest {
    private static final System.Logger LOG = System.getLogger(CoreRulesTest.class.getName());
    private static final TenantId TENANT = new TenantId("acme");
    private static final ShippedBundle BUNDLE = new ShippedBundle();
    private static final WasmPolicyDecisionPoint POINT = new WasmPolicyDecisionPoint(BUNDLE, 4);

    /** Fields of a good call that may be absent: none of the rules needs them. */
    private static final Set<String> SPARE = Set.of(
            "/now",
            "/resource/digest",
            "/resource/creator",
            "/resource/leak_test",
            "/resource/label/categories",
            "/resource/label/obligations",
            "/resource/label/trusted",
            "/use_case/owner",
            "/use_case/purpose",
            "/use_case/data_categories",
            "/use_case/retention_days");

    private static Decision decided(ObjectNode request) {
        try {
            return POINT.replay(TENANT, Json.MAPPER.writeValueAsBytes(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_good_call_is_allowed_by_the_bundle_in_force() {
        Decision decision = POINT.decide(Requests.goodCall());
        assertThat(decision).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.bundle()).isEqualTo(BUNDLE.current(TENANT).digest());
            assertThat(allowed.obligations()).isEmpty();
        });
    }

    @Test
    void permitted_findings_are_masked() {
        ObjectNode request = (ObjectNode) Json.tree(Requests.goodCall());
        request.withArray("findings")
                .addObject()
                .put("type", "email")
                .put("category", "PII")
                .put("count", 1);
        assertThat(decided(request))
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.obligations())
                                .containsExactly(new Obligation(Obligation.REDACT, List.of("email"))));
    }

    @Test
    void a_call_that_lacks_any_field_that_a_rule_reads_is_denied() {
        ObjectNode good = (ObjectNode) Json.tree(Requests.goodCall());
        List<String> allowed = new ArrayList<>();
        withoutEach(good, good, "", allowed);
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(SPARE);
    }

    private static void withoutEach(ObjectNode whole, ObjectNode within, String path, List<String> allowed) {
        for (String name : Requests.fieldNames(within)) {
            ObjectNode spoiled = whole.deepCopy();
            ((ObjectNode) spoiled.at(path)).remove(name);
            Decision decision = decided(spoiled);
            assertThat(decision).isNotInstanceOf(Decision.Unavailable.class);
            if (decision instanceof Decision.Allowed) {
                allowed.add(path + "/" + name);
            }
            if (within.get(name) instanceof ObjectNode child) {
                withoutEach(whole, child, path + "/" + name, allowed);
            }
        }
    }

    @Test
    void only_codes_of_the_manifest_are_given_and_all_of_them_are() {
        Random random = new Random(7);
        Set<String> given = new TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            if (decided(Requests.generated(random)) instanceof Decision.Denied denied) {
                denied.reasons().stream().map(Reason::code).forEach(given::add);
            }
        }
        assertThat(given)
                .containsExactlyElementsOf(BUNDLE.manifest().rules().stream()
                        .map(BundleManifest.Rule::code)
                        .toList());
    }

    @Test
    void eight_threads_are_told_what_one_thread_is_told() throws Exception {
        Random random = new Random(11);
        List<ObjectNode> requests = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            requests.add(Requests.generated(random));
            alone.add(withoutId(decided(requests.get(i))));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<String>>> together = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                together.add(threads.submit(() -> requests.stream()
                        .map(request -> withoutId(decided(request)))
                        .toList()));
            }
            for (Future<List<String>> answers : together) {
                assertThat(answers.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String withoutId(Decision decision) {
        return decision.toString().replace(decision.id(), "");
    }

    @Test
    void deciding_takes_microseconds() {
        long[] nanos = new long[4000];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            assertThat(POINT.decide(Requests.goodCall())).isInstanceOf(Decision.Allowed.class);
            nanos[i] = System.nanoTime() - start;
        }
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(warm);
        LOG.log(
                System.Logger.Level.INFO,
                "one decision: p50 {0} us, p99 {1} us",
                warm[warm.length / 2] / 1000,
                warm[warm.length * 99 / 100] / 1000);
    }
}
