package dev.freehold.console.session.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OidcSessionsTest {
    private static final Issuer.Tokens PROVED = new Issuer.Tokens("access", "refresh", null, 300);

    private final OidcSessions sessions = new OidcSessions(
            new Issuer(new OidcSettings(
                    "http://127.0.0.1:1/realms/freehold", "freehold-console", URI.create("http://127.0.0.1:8087"))),
            PresentedTokens.none(),
            Clock.systemUTC());

    @Test
    void one_person_cannot_fill_the_table_and_loses_only_their_own_oldest_session() {
        AccessKey others = sessions.open(person("anna"), PROVED).orElseThrow();
        List<AccessKey> mine = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            mine.add(sessions.open(person("olga"), PROVED).orElseThrow());
        }
        int first = mine.size() - OidcSessions.EACH;
        assertThat(mine.subList(0, first)).noneMatch(this::known);
        assertThat(mine.subList(first, mine.size())).allMatch(this::known);
        assertThat(known(others)).isTrue();
    }

    private boolean known(AccessKey session) {
        return sessions.resolve(session) instanceof Authentication.Known;
    }

    private static Caller person(String name) {
        return new Caller(new TenantId("default"), name, "freehold-console", Set.of(Role.COMPLIANCE_OFFICER), null);
    }
}
