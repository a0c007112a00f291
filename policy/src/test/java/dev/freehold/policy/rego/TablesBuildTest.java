package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.bundle.BundleSources;
import dev.freehold.policy.bundle.ShippedBundle;
import dev.freehold.policy.release.VersionDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TablesBuildTest {
    private static VersionDraft shipped() {
        ShippedBundle bundle = new ShippedBundle();
        try {
            return new VersionDraft(
                    VersionDraft.Origin.SHIPPED,
                    bundle.bundle(),
                    bundle.manifest(),
                    BundleSources.texts(bundle.manifest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode tables() {
        return (ObjectNode) Json.read(shipped().bundle().data(), JsonNode.class);
    }

    private static VersionDraft built(JsonNode document) {
        return TablesBuild.build(shipped(), document.toPrettyString().getBytes(StandardCharsets.UTF_8), "no-isc-1");
    }

    @Test
    void a_licence_taken_off_the_list_is_refused_by_the_version_that_lacks_it() {
        ObjectNode document = tables();
        ((ArrayNode) document.at("/tables/licences")).removeAll().add("MIT");
        VersionDraft version = built(document);
        assertThat(version.digest()).isNotEqualTo(shipped().digest());
        assertThat(version.manifest().revision()).isEqualTo("no-isc-1");
        Decision decision = new WasmPolicyDecisionPoint(tenant -> version.bundle(), 1).decide(Requests.goodCall());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        it -> assertThat(it.reasons()).extracting(Reason::code).containsExactly("LICENCE_NOT_ALLOWED"));
        assertThat(new WasmPolicyDecisionPoint(tenant -> shipped().bundle(), 1)
                        .replay(new TenantId("acme"), bytes(Json.tree(Requests.goodCall()))))
                .isInstanceOf(Decision.Allowed.class);
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_same_tables_in_any_layout_are_the_same_version() {
        assertThat(built(tables()).digest()).isEqualTo(shipped().digest());
    }

    private static void isRefused(String field, Consumer<ObjectNode> spoiled) {
        ObjectNode document = tables();
        spoiled.accept(document);
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> built(document));
        assertThat(refused).as(field).isNotNull();
        assertThat(refused.problem().code()).isEqualTo("POLICY_TABLES_REFUSED");
        assertThat(refused.problem().errors()).extracting("field").contains(field);
    }

    @Test
    void tables_that_the_rules_would_not_find_are_refused_with_the_place() {
        isRefused("/tables", document -> document.remove("tables"));
        isRefused("/more", document -> document.put("more", 1));
        isRefused("/tables/licences", document -> document.withObject("tables").remove("licences"));
        isRefused("/tables/licences", document -> document.withObject("tables").put("licences", "MIT"));
        isRefused(
                "/tables/licences/0",
                document -> document.withObject("tables").putArray("licences").add(7));
        isRefused(
                "/tables/confidentiality/public",
                document -> document.withObject("tables")
                        .withObject("confidentiality")
                        .put("public", "low"));
        isRefused(
                "/tables/handling_by_category/SECRET",
                document -> document.withObject("tables")
                        .withObject("handling_by_category")
                        .put("SECRET", "let_pass"));
        isRefused(
                "/tables/actions_by_role/root",
                document -> document.withObject("tables")
                        .withObject("actions_by_role")
                        .putArray("root"));
    }

    @Test
    void tables_that_nobody_could_ever_replace_are_refused() {
        isRefused("/tables/actions_by_role", document -> {
            for (JsonNode actions : document.at("/tables/actions_by_role")) {
                ArrayNode array = (ArrayNode) actions;
                for (int i = array.size() - 1; i >= 0; i--) {
                    if (array.get(i).asText().equals("policy.activate")) {
                        array.remove(i);
                    }
                }
            }
        });
    }

    @Test
    void what_is_no_json_is_refused() {
        for (String text : List.of("", "{", "[]", "null", "{\"tables\":{},\"tables\":{}}", "tables: {}")) {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class,
                    () -> TablesBuild.build(shipped(), text.getBytes(StandardCharsets.UTF_8), "x"));
            assertThat(refused).as(text).isNotNull();
        }
    }
}
