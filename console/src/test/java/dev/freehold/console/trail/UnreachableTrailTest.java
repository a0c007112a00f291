package dev.freehold.console.trail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnreachableTrailTest {
    private final Caller caller =
            new Caller(new TenantId("default"), "jane", "browser", Set.of(Role.COMPLIANCE_OFFICER), null);
    private final UnreachableTrail trail = new UnreachableTrail();

    @Test
    void a_trail_that_is_not_there_is_never_an_empty_one() {
        assertThatThrownBy(() -> trail.search(caller, TrailQuery.newest(1))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> trail.open(caller, "x")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> trail.check(caller, "x")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> trail.size(caller)).isInstanceOf(ProblemException.class);
    }
}
