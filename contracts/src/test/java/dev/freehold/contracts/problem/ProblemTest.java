package dev.freehold.contracts.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final ProblemType TYPE = new ProblemType("ROWS_REFUSED", 400, "Rows have errors", "Mend them.");

    @Test
    void a_refused_input_lists_its_errors_and_counts_all() {
        Problem problem = Problem.ofInput(TYPE, List.of(InputError.at(3, "label", "missing", "add one")), 7);

        assertThat(Json.tree(problem).toString())
                .isEqualTo(
                        "{\"type\":\"urn:freehold:problem:rows-refused\",\"title\":\"Rows have errors\",\"status\":400,"
                                + "\"detail\":\"7 errors, the first: line 3, label: missing\",\"code\":\"ROWS_REFUSED\","
                                + "\"remedy\":\"Mend them.\",\"reasons\":[],"
                                + "\"errors\":[{\"line\":3,\"field\":\"label\",\"problem\":\"missing\",\"fix\":\"add one\"}],"
                                + "\"errors_total\":7}");
    }

    @Test
    void a_problem_of_another_kind_has_no_errors_member() {
        assertThat(Json.tree(Problem.of(TYPE, "no")).has("errors")).isFalse();
    }
}
