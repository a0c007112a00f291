package dev.freehold.registry.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakeRecorder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BootstrapTest {
    @Inject
    Bootstrap bootstrap;

    @Inject
    CallerDirectory directory;

    @Inject
    FakeRecorder recorder;

    @BeforeEach
    void forget() {
        recorder.events.clear();
    }

    @Test
    void a_given_key_proves_its_subject_with_roles_and_use_case_at_once() {
        AccessKey key = AccessKey.of("first-of-search");
        bootstrap.ensureUseCase(Examples.useCase("search", 100));
        bootstrap.ensureKey(Examples.ACME, key, "search-app", Set.of(Role.APPLICATION), "search");
        Authentication.Known known = (Authentication.Known) directory.authenticate(key);
        Caller caller = known.caller();
        assertThat(caller.subject()).isEqualTo("search-app");
        assertThat(caller.roles()).containsExactly(Role.APPLICATION);
        assertThat(caller.useCase()).isEqualTo(Examples.useCase("search", 100));
        assertThat(recorder.events)
                .allSatisfy(event -> assertThat(event.actor().pseudonym()).isEqualTo("bootstrap"));
        assertThat(recorder.of(Actions.KEY_ISSUE)).containsExactly("registry.intent", "registry.outcome ok");
    }

    @Test
    void what_is_as_wanted_already_is_not_recorded_again() {
        AccessKey key = AccessKey.of("key-of-steady");
        bootstrap.ensureUseCase(Examples.useCase("steady", 100));
        bootstrap.ensureKey(Examples.ACME, key, "steady-app", Set.of(Role.APPLICATION), "steady");
        recorder.events.clear();
        bootstrap.ensureUseCase(Examples.useCase("steady", 100));
        bootstrap.ensureKey(Examples.ACME, key, "steady-app", Set.of(Role.APPLICATION), "steady");
        assertThat(recorder.events).isEmpty();
        bootstrap.ensureUseCase(Examples.useCase("steady", 200));
        assertThat(recorder.of(Actions.USE_CASE_CREATE)).hasSize(2);
        Authentication.Known known = (Authentication.Known) directory.authenticate(key);
        assertThat(known.caller().useCase()).isEqualTo(Examples.useCase("steady", 200));
    }

    @Test
    void another_key_for_the_subject_replaces_the_old_one_for_ever() {
        AccessKey old = AccessKey.of("old-of-ada");
        AccessKey fresh = AccessKey.of("new-of-ada");
        bootstrap.ensureKey(Examples.ACME, old, "ada", Set.of(Role.APPROVER), null);
        bootstrap.ensureKey(Examples.ACME, fresh, "ada", Set.of(Role.APPROVER), null);
        assertThat(directory.authenticate(old)).isEqualTo(new Authentication.Unknown());
        assertThat(directory.authenticate(fresh)).isInstanceOf(Authentication.Known.class);
        bootstrap.ensureKey(Examples.ACME, old, "ada", Set.of(Role.APPROVER), null);
        assertThat(directory.authenticate(old)).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void what_cannot_be_recorded_is_not_done() {
        AccessKey key = AccessKey.of("key-of-nobody");
        recorder.broken = true;
        try {
            assertThatThrownBy(() -> bootstrap.ensureKey(Examples.ACME, key, "nobody", Set.of(Role.OPERATOR), null))
                    .isInstanceOf(RecordingUnavailable.class);
        } finally {
            recorder.broken = false;
        }
        assertThat(directory.authenticate(key)).isEqualTo(new Authentication.Unknown());
    }
}
