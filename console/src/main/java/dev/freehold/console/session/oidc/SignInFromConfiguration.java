package dev.freehold.console.session.oidc;

import dev.freehold.console.session.UnreachableSessions;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Where {@code freehold.console.url} says how browsers reach these pages, people sign in at {@code freehold.oidc.issuer}. */
@ApplicationScoped
public class SignInFromConfiguration {
    @Produces
    @Singleton
    Optional<OidcSignIn> signIn(Config config, PresentedTokens tokens, GovernedActions actions, Clock clock) {
        return settings(config).map(settings -> OidcSignIn.of(settings, tokens, actions, clock));
    }

    /** Where something else of this process knows sessions, that does. */
    @Produces
    @Singleton
    @DefaultBean
    Sessions sessions(Optional<OidcSignIn> signIn) {
        return signIn.<Sessions>map(OidcSignIn::sessions).orElseGet(UnreachableSessions::new);
    }

    /** Wrong settings stop the start, not the first visit. */
    void check(@Observes Startup started, Config config) {
        settings(config).ifPresent(OidcSettings::redirect);
    }

    private static Optional<OidcSettings> settings(Config config) {
        return config.getOptionalValue("freehold.console.url", URI.class)
                .map(console -> new OidcSettings(
                        config.getOptionalValue("freehold.oidc.issuer", String.class)
                                .orElseThrow(() -> new IllegalStateException(
                                        "freehold.console.url needs freehold.oidc.issuer: who signs people in?")),
                        config.getOptionalValue("freehold.console.client", String.class)
                                .orElse("freehold-console"),
                        console));
    }
}
