package dev.freehold.console.session.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Turns what the identity provider sends a browser back with into a session, decided by policy and recorded. */
final class SignIn {
    static final ProblemType TOO_MANY =
            new ProblemType("TOO_MANY_SESSIONS", 503, "Too many people are signed in", "Try again in half an hour.");
    static final ProblemType FAILED = new ProblemType(
            "SIGN_IN_FAILED", 403, "You were not signed in", "Begin again from the console's first page.");
    static final ProblemType UNREACHABLE = new ProblemType(
            "IDENTITY_PROVIDER_UNREACHABLE",
            503,
            "The identity provider cannot be reached",
            "Try again in a moment; if it lasts, tell whoever runs this platform.");

    private final OidcSettings settings;
    private final Issuer issuer;
    private final PresentedTokens tokens;
    private final GovernedActions actions;
    private final OidcSessions sessions;

    SignIn(
            OidcSettings settings,
            Issuer issuer,
            PresentedTokens tokens,
            GovernedActions actions,
            OidcSessions sessions) {
        this.settings = settings;
        this.issuer = issuer;
        this.tokens = tokens;
        this.actions = actions;
        this.sessions = sessions;
    }

    /**
     * What a browser was sent back with.
     *
     * @param iss who sent it (RFC 9207)
     */
    record Answer(
            @Nullable String code,
            @Nullable String state,
            @Nullable String iss,
            @Nullable String error) {}

    /**
     * @throws ProblemException if it is not this browser's own, whole and fresh answer, or policy denies
     */
    AccessKey complete(SignInAttempt attempt, Answer answer) {
        if (!same(attempt.state(), answer.state())) {
            throw failed("The answer belongs to another sign-in.");
        }
        if (!settings.issuer().equals(answer.iss())) {
            throw failed("The answer names another identity provider.");
        }
        if (answer.code() == null) {
            throw failed("The identity provider said: "
                    + String.valueOf(answer.error()).replaceAll("[^a-z_]", "") + ".");
        }
        try {
            return open(attempt, issuer.redeem(answer.code(), attempt));
        } catch (Issuer.Refused refused) {
            throw failed("The identity provider did not take its own code.");
        } catch (IOException e) {
            throw new ProblemException(UNREACHABLE, "It did not answer as it should.");
        }
    }

    private AccessKey open(SignInAttempt attempt, Issuer.Tokens proved) throws IOException {
        Authentication who = tokens.authenticate(proved.access());
        if (who instanceof Authentication.Unavailable unavailable) {
            throw new ProblemException(UNREACHABLE, unavailable.reason());
        }
        if (!(who instanceof Authentication.Known known) || !names(proved.identity(), known.caller(), attempt)) {
            sessions.forget(proved.refresh());
            throw failed("What the identity provider says of you is not meant for this sign-in.");
        }
        Caller caller = known.caller();
        try {
            return actions.perform(
                    caller,
                    "auth",
                    Actions.SESSION_OPEN,
                    DecisionRequest.Resource.named("session", "console"),
                    () -> sessions.open(caller, proved)
                            .orElseThrow(() -> new ProblemException(TOO_MANY, "1,000 sessions are open")));
        } catch (ProblemException denied) {
            sessions.forget(proved.refresh());
            throw denied;
        }
    }

    /**
     * Whether the identity token speaks of the same person, to these pages, for this attempt. It came over the connection
     * to the issuer itself, so that its signature would say nothing more (OpenID Connect Core, section 3.1.3.7, item 6).
     */
    private boolean names(@Nullable String identity, Caller caller, SignInAttempt attempt) throws IOException {
        String[] parts = identity == null ? new String[0] : identity.split("\\.", 4);
        if (parts.length != 3) {
            return false;
        }
        JsonNode claims;
        try {
            claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            return false;
        }
        JsonNode audience = claims.path("aud").isArray() && claims.path("aud").size() == 1
                ? claims.path("aud").get(0)
                : claims.path("aud");
        return claims.path("iss").asText().equals(settings.issuer())
                && audience.asText().equals(settings.client())
                && claims.path("sub").asText().equals(caller.subject())
                && caller.client().equals(settings.client())
                && same(attempt.nonce(), claims.path("nonce").textValue());
    }

    private static boolean same(String expected, @Nullable String found) {
        return found != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException failed(String sentence) {
        return new ProblemException(FAILED, sentence);
    }
}
