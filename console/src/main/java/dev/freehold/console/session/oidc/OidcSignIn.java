package dev.freehold.console.session.oidc;

import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import java.time.Clock;

/** What signing in at an identity provider needs, one of each in a process. */
record OidcSignIn(OidcSettings settings, Issuer issuer, SignInAttempts attempts, OidcSessions sessions, SignIn signIn) {
    static OidcSignIn of(OidcSettings settings, PresentedTokens tokens, GovernedActions actions, Clock clock) {
        Issuer issuer = new Issuer(settings);
        OidcSessions sessions = new OidcSessions(issuer, tokens, clock);
        return new OidcSignIn(
                settings,
                issuer,
                new SignInAttempts(clock),
                sessions,
                new SignIn(settings, issuer, tokens, actions, sessions));
    }
}
