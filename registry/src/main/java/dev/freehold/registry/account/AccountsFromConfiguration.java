package dev.freehold.registry.account;

import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.account.keycloak.KeycloakAccounts;
import dev.freehold.registry.account.keycloak.RealmClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Accounts are made where {@code freehold.registry.accounts.keycloak} says so; elsewhere keys are issued. */
@ApplicationScoped
class AccountsFromConfiguration {
    @Produces
    @Singleton
    Optional<ApplicationAccounts> accounts(RegistrySettings settings, Config config) {
        RegistrySettings.Accounts accounts = settings.accounts();
        return accounts.keycloak()
                .map(
                        admin -> new KeycloakAccounts(
                                new RealmClients(
                                        new RealmClients.Realm(
                                                admin,
                                                config.getOptionalValue("freehold.oidc.issuer", URI.class)
                                                        .orElseThrow(
                                                                () -> new IllegalStateException(
                                                                        "freehold.registry.accounts.keycloak needs freehold.oidc.issuer")),
                                                accounts.client(),
                                                accounts.secret()
                                                        .orElseThrow(
                                                                () -> new IllegalStateException(
                                                                        "freehold.registry.accounts.keycloak needs freehold.registry.accounts.secret"))))));
    }
}
