package dev.freehold.registry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.Examples;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Evaluation FIGURES = new Evaluation("{}");
    private final Lifecycle.Quarantined fresh =
            new Lifecycle.Quarantined(Examples.version("minilm", "a", ModelState.QUARANTINED, "ada"));

    @Test
    void a_version_goes_from_quarantine_to_retirement() {
        Lifecycle.Retired retired = fresh.vet(FIGURES).approve("bob").retire();
        assertThat(retired.version().state()).isEqualTo(ModelState.RETIRED);
        assertThat(retired.version().digest()).isEqualTo(fresh.version().digest());
    }

    @Test
    void whoever_brought_a_version_cannot_approve_it() {
        Lifecycle.Vetted vetted = fresh.vet(FIGURES);
        assertThatThrownBy(() -> vetted.approve("ada"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("REGISTRY_SECOND_PERSON_REQUIRED");
    }

    @Test
    void every_live_state_can_be_revoked_and_says_from_where() {
        assertThat(fresh.revoke().from()).isEqualTo(ModelState.QUARANTINED);
        assertThat(fresh.vet(FIGURES).revoke().from()).isEqualTo(ModelState.VETTED);
        assertThat(fresh.vet(FIGURES).approve("bob").revoke().from()).isEqualTo(ModelState.APPROVED);
        assertThat(fresh.vet(FIGURES).approve("bob").retire().revoke().from()).isEqualTo(ModelState.RETIRED);
    }

    @Test
    void a_state_cannot_be_claimed_for_a_version_that_is_in_another() {
        assertThatThrownBy(() -> new Lifecycle.Approved(fresh.version())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_with_fractions_as_numbers_are_refused() {
        assertThatThrownBy(() -> new Evaluation("{\"cosine\":0.5}")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Evaluation("{ \"b\": 1, \"a\": \"0.5\" }").json()).isEqualTo("{\"a\":\"0.5\",\"b\":1}");
    }
}
