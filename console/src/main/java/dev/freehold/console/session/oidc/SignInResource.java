package dev.freehold.console.session.oidc;

import dev.freehold.console.page.Notice;
import dev.freehold.console.page.Pages;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a browser to the identity provider, and signs in the one that comes back. */
@Path("/console/sign-in")
@Blocking
public class SignInResource {
    /** Goes with the browser's way back from another site, as the session's own cookie must not. */
    static final String COOKIE = "freehold_sign_in";

    private final Optional<OidcSignIn> signIn;
    private final Pages pages;

    SignInResource(Optional<OidcSignIn> signIn, Pages pages) {
        this.signIn = signIn;
        this.pages = pages;
    }

    @GET
    public Response begin() {
        return answered(here -> {
            SignInAttempts.Begun begun = here.attempts().begin();
            try {
                return Response.seeOther(here.issuer().authorization(begun.attempt()))
                        .cookie(cookie(here, begun.cookie().reveal(), (int) SignInAttempts.LIFE.toSeconds()))
                        .header("Cache-Control", "no-store")
                        .build();
            } catch (IOException e) {
                throw new ProblemException(SignIn.UNREACHABLE, "It did not say where people sign in.");
            }
        });
    }

    @GET
    @Path("return")
    public Response back(
            @CookieParam(COOKIE) @Nullable String cookie,
            @QueryParam("code") @Nullable String code,
            @QueryParam("state") @Nullable String state,
            @QueryParam("iss") @Nullable String iss,
            @QueryParam("error") @Nullable String error) {
        return answered(here -> {
            SignInAttempt attempt = attempt(here, cookie)
                    .orElseThrow(() -> new ProblemException(
                            SignIn.FAILED, "This browser did not begin a sign-in, or began it too long ago."));
            AccessKey session = here.signIn().complete(attempt, new SignIn.Answer(code, state, iss, error));
            // A page, not a redirect: a strict cookie does not go along with a way that began on another site.
            return Response.fromResponse(pages.notice(Notice.signedIn(), null))
                    .cookie(session(here, session))
                    .cookie(cookie(here, "", 0))
                    .header("Refresh", "0; url=/console")
                    .header("Referrer-Policy", "no-referrer")
                    .build();
        });
    }

    private static Optional<SignInAttempt> attempt(OidcSignIn here, @Nullable String cookie) {
        try {
            return Optional.ofNullable(cookie).map(AccessKey::of).flatMap(here.attempts()::open);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private interface Work {
        Response run(OidcSignIn here);
    }

    private Response answered(Work work) {
        if (signIn.isEmpty()) {
            return pages.notice(Notice.signIn(false), null);
        }
        try {
            return work.run(signIn.get());
        } catch (ProblemException e) {
            return pages.notice(Notice.of(e.problem()), null);
        }
    }

    private static NewCookie session(OidcSignIn here, AccessKey session) {
        return new NewCookie.Builder(Visit.COOKIE)
                .value(session.reveal())
                .path(Visit.COOKIE_PATH)
                .httpOnly(true)
                .secure(here.settings().secure())
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge((int) OidcSessions.LIFE.toSeconds())
                .build();
    }

    private static NewCookie cookie(OidcSignIn here, String value, int life) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/console/sign-in")
                .httpOnly(true)
                .secure(here.settings().secure())
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(life)
                .build();
    }
}
