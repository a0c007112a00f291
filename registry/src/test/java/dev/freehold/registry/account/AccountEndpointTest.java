package dev.freehold.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.usecase.UseCase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountEndpointTest {
    private static final TenantId OURS = new TenantId("default");
    private static final Optional<ApplicationAccounts> ACCOUNTS = Optional.of(new Recording());

    @Test
    void a_realm_makes_accounts_for_its_own_tenant_alone() {
        assertThat(AccountEndpoint.serving(OURS, OURS, ACCOUNTS)).isEqualTo(ACCOUNTS);
        assertThat(AccountEndpoint.serving(new TenantId("other"), OURS, ACCOUNTS))
                .isEmpty();
        assertThat(AccountEndpoint.serving(OURS, OURS, Optional.empty())).isEmpty();
    }

    private static final class Recording implements ApplicationAccounts {
        @Override
        public Account provision(UseCase useCase) {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public boolean disable(UseCase useCase) {
            throw new IllegalStateException("not asked here");
        }
    }
}
