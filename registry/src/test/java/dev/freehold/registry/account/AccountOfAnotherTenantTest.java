package dev.freehold.registry.account;

import static org.hamcrest.Matchers.equalTo;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.bootstrap.Bootstrap;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The realm is one tenant's, and nobody of another has an account made in it. */
@QuarkusTest
@TestProfile(AccountOfAnotherTenantTest.WithRealm.class)
class AccountOfAnotherTenantTest {
    /** A realm at which nobody answers: who is let through to it is told so. */
    public static final class WithRealm implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "freehold.tenant", "realm-owner",
                    "freehold.oidc.issuer", "http://127.0.0.1:1/realms/freehold",
                    "freehold.registry.accounts.keycloak", "http://127.0.0.1:1/admin/realms/freehold",
                    "freehold.registry.accounts.secret", "of-a-test");
        }
    }

    @Inject
    Bootstrap bootstrap;

    @Test
    void only_the_tenant_whose_realm_it_is_gets_through_to_it() {
        operator("realm-owner")
                .post("/api/registry/use-cases/letters/account")
                .then()
                .statusCode(503)
                .body("code", equalTo("REGISTRY_ACCOUNTS_UNAVAILABLE"));
        for (String method : List.of("POST", "DELETE")) {
            operator("another")
                    .request(method, "/api/registry/use-cases/letters/account")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("REGISTRY_NO_ACCOUNTS"));
        }
    }

    private RequestSpecification operator(String name) {
        TenantId tenant = new TenantId(name);
        bootstrap.ensureUseCase(new UseCase(
                tenant,
                "letters",
                "Owner",
                "Sort letters.",
                List.of(),
                List.of("m"),
                Confidentiality.INTERNAL,
                365,
                10));
        AccessKey key = AccessKey.of("operator-of-" + name);
        bootstrap.ensureKey(tenant, key, "olga", Set.of(Role.OPERATOR), null);
        return RestAssured.given().header("Authorization", "Bearer " + key.reveal());
    }
}
