package dev.freehold.enforcement.identity.jwt;

import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.usecase.UseCase;
import java.security.Key;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Turns a signed token into a proved caller: RS256 or ES256 alone, by a key that the issuer publishes, for this audience and
 * at this time (RFC 8725). Subject, client, roles and use case are those that the token names.
 */
public final class SignedTokens implements PresentedTokens {
    private static final int LONGEST = 8192;
    private static final String USE_CASE = "use_case";
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private final TokenSettings settings;
    private final IssuerKeys keys;
    private final InstantSource clock;
    private final CallerDirectory directory;

    /**
     * @param directory knows the use cases that tokens name
     */
    public SignedTokens(TokenSettings settings, KeyDocument document, InstantSource clock, CallerDirectory directory) {
        this.settings = settings;
        this.keys = new IssuerKeys(document, clock, settings.maxAge());
        this.clock = clock;
        this.directory = directory;
    }

    @Override
    public boolean recognises(String presented) {
        return presented.startsWith("eyJ") && presented.indexOf('.') > 0;
    }

    @Override
    public Authentication authenticate(String token) {
        if (token.length() > LONGEST) {
            return new Authentication.Unknown();
        }
        try {
            return caller(consumer().processToClaims(token));
        } catch (InvalidJwtException e) {
            return stale(e)
                    ? new Authentication.Unavailable("The identity provider's keys cannot be read.")
                    : new Authentication.Unknown();
        } catch (MalformedClaimException e) {
            return new Authentication.Unknown();
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setVerificationKeyResolver((signature, nesting) -> key(signature))
                .setExpectedIssuer(settings.issuer())
                .setExpectedAudience(settings.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) settings.skew().toSeconds())
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private Key key(JsonWebSignature signature) throws UnresolvableKeyException {
        String id = signature.getKeyIdHeaderValue();
        if (id == null) {
            throw new UnresolvableKeyException("the token names no key");
        }
        try {
            Key key = keys.key(id);
            if (key == null) {
                throw new UnresolvableKeyException("the issuer has no such key");
            }
            return key;
        } catch (StaleKeysException e) {
            throw new UnresolvableKeyException("stale", e);
        }
    }

    private Authentication caller(JwtClaims claims) throws MalformedClaimException {
        UseCase useCase = null;
        if (claims.hasClaim(USE_CASE)) {
            CallerDirectory.NamedUseCase named =
                    directory.useCase(settings.tenant(), claims.getStringClaimValue(USE_CASE));
            if (named instanceof CallerDirectory.NamedUseCase.Unavailable unavailable) {
                return new Authentication.Unavailable(unavailable.reason());
            }
            if (!(named instanceof CallerDirectory.NamedUseCase.Registered registered)) {
                return new Authentication.Unknown();
            }
            useCase = registered.useCase();
        }
        String client = claims.hasClaim("azp") ? claims.getStringClaimValue("azp") : "oidc";
        if (claims.getSubject().isBlank() || client.isBlank()) {
            return new Authentication.Unknown();
        }
        return new Authentication.Known(
                new Caller(settings.tenant(), claims.getSubject(), client, roles(claims, client), useCase));
    }

    /**
     * Keycloak's realm roles; those of other applications say nothing here. Whoever may make clients could make one that
     * names any role, so only the parties that this process was told of are believed more than an application's.
     */
    private Set<Role> roles(JwtClaims claims, String client) {
        Object names =
                claims.getClaimValue("realm_access") instanceof Map<?, ?> access ? access.get("roles") : List.of();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (names instanceof Collection<?> given && given.contains(role.wireName())) {
                roles.add(role);
            }
        }
        if (!settings.parties().contains(client)) {
            roles.retainAll(EnumSet.of(Role.APPLICATION));
        }
        return roles;
    }

    private static boolean stale(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof StaleKeysException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
