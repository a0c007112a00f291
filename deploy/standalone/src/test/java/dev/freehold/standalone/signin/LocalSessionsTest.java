package dev.freehold.standalone.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.standalone.SettableClock;
import dev.freehold.standalone.StartRefused;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSessionsTest {
    private static final Caller OFFICER =
            new Caller(new TenantId("default"), "officer", "key", Set.of(Role.COMPLIANCE_OFFICER), null);

    private final SettableClock clock = new SettableClock();
    private final LocalSessions sessions = new LocalSessions(clock);

    @Test
    void a_link_signs_in_once() {
        AccessKey link = sessions.offer(OFFICER).orElseThrow();
        AccessKey session = sessions.redeem(link).orElseThrow();
        assertThat(sessions.resolve(session)).isEqualTo(new Authentication.Known(OFFICER));
        assertThat(sessions.redeem(link)).isEmpty();
    }

    @Test
    void a_link_is_no_session_and_a_session_is_no_link() {
        AccessKey link = sessions.offer(OFFICER).orElseThrow();
        assertThat(sessions.resolve(link)).isInstanceOf(Authentication.Unknown.class);
        AccessKey session = sessions.redeem(link).orElseThrow();
        assertThat(sessions.redeem(session)).isEmpty();
    }

    @Test
    void a_link_ends_after_ten_minutes() {
        AccessKey link = sessions.offer(OFFICER).orElseThrow();
        clock.pass(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(sessions.redeem(link)).isEmpty();
    }

    @Test
    void a_session_ends_after_eight_hours() {
        AccessKey session =
                sessions.redeem(sessions.offer(OFFICER).orElseThrow()).orElseThrow();
        clock.pass(Duration.ofHours(8).plusSeconds(1));
        assertThat(sessions.resolve(session)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void there_are_at_most_a_thousand_links_until_they_end() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(sessions.offer(OFFICER)).isPresent();
        }
        assertThat(sessions.offer(OFFICER)).isEmpty();
        clock.pass(Duration.ofMinutes(11));
        assertThat(sessions.offer(OFFICER)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.7", "models.example"})
    void links_and_tokens_are_refused_off_loopback(String host) {
        LoopbackOnly everywhere = new LoopbackOnly(host, 8080, Optional.empty());
        assertThatThrownBy(() -> everywhere.atStart(new StartupEvent()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(host);
        new LoopbackOnly("127.0.0.1", 8080, Optional.empty()).atStart(new StartupEvent());
    }

    @Test
    void links_and_tokens_are_refused_beside_a_real_identity_provider() {
        LoopbackOnly beside = new LoopbackOnly("127.0.0.1", 8080, Optional.of("https://sso.example/realms/freehold"));
        assertThatThrownBy(() -> beside.atStart(new StartupEvent()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("https://sso.example/realms/freehold");
        new LoopbackOnly("127.0.0.1", 8080, Optional.of("http://127.0.0.1:8080/realms/freehold"))
                .atStart(new StartupEvent());
    }
}
