package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import dev.freehold.enforcement.identity.jwt.PublishedKeys;
import dev.freehold.enforcement.identity.jwt.SignedTokens;
import dev.freehold.enforcement.identity.jwt.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Takes the tokens of an identity provider where {@code freehold.oidc.issuer} names one; by default every bearer is a key. */
@ApplicationScoped
public class TokenBeans {
    private static final String ISSUER = "freehold.oidc.issuer";

    @Produces
    @Singleton
    PresentedTokens presentedTokens(Config config, Clock clock, DirectoryWhenAsked directory) {
        if (config.getOptionalValue(ISSUER, String.class).isEmpty()) {
            return PresentedTokens.none();
        }
        TokenSettings settings = settings(config);
        return new SignedTokens(settings, new PublishedKeys(settings.keys()), clock, directory.directory());
    }

    /** Wrong settings stop the start, not the first call. */
    void check(@Observes Startup started, Config config) {
        if (config.getOptionalValue(ISSUER, String.class).isPresent()) {
            settings(config);
        }
    }

    private static TokenSettings settings(Config config) {
        String issuer = config.getValue(ISSUER, String.class);
        return new TokenSettings(
                new TenantId(
                        config.getOptionalValue("freehold.tenant", String.class).orElse("default")),
                issuer,
                config.getOptionalValue("freehold.oidc.audience", String.class).orElse("freehold"),
                config.getOptionalValue("freehold.oidc.keys", URI.class)
                        .orElseGet(() -> URI.create(issuer + "/protocol/openid-connect/certs")),
                config.getOptionalValue("freehold.oidc.skew", Duration.class).orElse(Duration.ofSeconds(30)),
                config.getOptionalValue("freehold.oidc.max-age", Duration.class).orElse(Duration.ofMinutes(10)),
                config.getOptionalValues("freehold.oidc.parties", String.class)
                        .map(Set::copyOf)
                        .orElse(Set.of("freehold-console")));
    }
}
