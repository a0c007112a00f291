package dev.freehold.enforcement.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionDocumentTest {
    private static final String REASON = "{\"code\":\"NO\",\"sentence\":\"No.\",\"remedy\":\"Ask Dana.\"}";
    private static final Digest BUNDLE = Digest.of(new byte[0]);

    private static Decision read(String document) throws NoDecisionException {
        return DecisionDocument.read(
                Json.read(document.getBytes(StandardCharsets.UTF_8), JsonNode.class), "id-1", BUNDLE);
    }

    @Test
    void allowed_carries_the_bundle_and_its_obligations() throws NoDecisionException {
        assertThat(
                        read(
                                "{\"allow\":true,\"reasons\":[],\"obligations\":[{\"kind\":\"redact\",\"types\":[\"email\"]}]}"))
                .isEqualTo(new Decision.Allowed(
                        "id-1", BUNDLE, List.of(new Obligation(Obligation.REDACT, List.of("email")))));
    }

    @Test
    void denied_carries_its_reasons_sorted_by_code() throws NoDecisionException {
        String b = "{\"code\":\"B\",\"sentence\":\"s\",\"remedy\":\"r\"}";
        String a = "{\"code\":\"A\",\"sentence\":\"s\",\"remedy\":\"r\"}";
        assertThat(read("{\"allow\":false,\"reasons\":[" + b + "," + a + "],\"obligations\":[]}"))
                .isEqualTo(new Decision.Denied(
                        "id-1", BUNDLE, List.of(new Reason("A", "s", "r"), new Reason("B", "s", "r"))));
    }

    static Stream<String> documents_that_are_no_decision() {
        String reasons = "\"reasons\":[" + REASON + "]";
        return Stream.of(
                "null",
                "true",
                "{}",
                "[]",
                "{\"allow\":true}",
                "{\"allow\":true,\"reasons\":[]}",
                "{\"allow\":\"true\",\"reasons\":[],\"obligations\":[]}",
                "{\"allow\":1,\"reasons\":[],\"obligations\":[]}",
                "{\"allow\":null,\"reasons\":[],\"obligations\":[]}",
                "{\"allow\":true,\"reasons\":[],\"obligations\":[],\"more\":1}",
                "{\"allow\":true,\"reasons\":{},\"obligations\":[]}",
                "{\"allow\":true,\"reasons\":[],\"obligations\":{}}",
                "{\"allow\":true," + reasons + ",\"obligations\":[]}",
                "{\"allow\":false,\"reasons\":[],\"obligations\":[]}",
                "{\"allow\":false," + reasons + ",\"obligations\":[{\"kind\":\"redact\",\"types\":[\"x\"]}]}",
                "{\"allow\":false,\"reasons\":[\"no\"],\"obligations\":[]}",
                "{\"allow\":false,\"reasons\":[{\"code\":\"NO\",\"sentence\":\"No.\"}],\"obligations\":[]}",
                "{\"allow\":false,\"reasons\":[{\"code\":\"NO\",\"sentence\":\" \",\"remedy\":\"r\"}],\"obligations\":[]}",
                "{\"allow\":false,\"reasons\":[{\"code\":7,\"sentence\":\"No.\",\"remedy\":\"r\"}],\"obligations\":[]}",
                "{\"allow\":true,\"reasons\":[],\"obligations\":[{\"kind\":\"notify\",\"types\":[\"x\"]}]}",
                "{\"allow\":true,\"reasons\":[],\"obligations\":[{\"kind\":\"redact\",\"types\":[]}]}",
                "{\"allow\":true,\"reasons\":[],\"obligations\":[{\"kind\":\"redact\",\"types\":[\"\"]}]}",
                "{\"allow\":true,\"reasons\":[],\"obligations\":[{\"kind\":\"redact\"}]}");
    }

    @ParameterizedTest
    @MethodSource("documents_that_are_no_decision")
    void anything_but_a_complete_decision_is_none(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(NoDecisionException.class);
    }

    @Test
    void an_undefined_document_is_no_decision() {
        assertThatThrownBy(() -> DecisionDocument.read(MissingNode.getInstance(), "id-1", BUNDLE))
                .isInstanceOf(NoDecisionException.class);
    }
}
