package dev.freehold.enforcement.decision.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.enforcement.decision.NoDecisionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationResultTest {
    private static final String ONE = "{\"result\":" + Policies.ALLOW + "}";

    @Test
    void one_result_is_its_value() throws NoDecisionException {
        assertThat(EvaluationResult.only(("[" + ONE + "]").getBytes(StandardCharsets.UTF_8)))
                .hasToString(Policies.ALLOW);
    }

    @Test
    void undefined_and_doubled_results_have_no_value() {
        for (String json : List.of(
                "",
                "[]",
                "{}",
                "null",
                "[" + ONE + "," + ONE + "]",
                "[" + ONE,
                "[" + Policies.ALLOW + "]",
                "[{\"result\":1,\"more\":2}]")) {
            assertThatThrownBy(() -> EvaluationResult.only(json.getBytes(StandardCharsets.UTF_8)))
                    .as(json)
                    .isInstanceOf(NoDecisionException.class);
        }
    }
}
