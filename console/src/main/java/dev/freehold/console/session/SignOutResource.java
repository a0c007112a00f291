package dev.freehold.console.session;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Sessions;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Ends a session and makes the browser forget it. Strict same-site cookies keep other pages from doing it to somebody. */
@Path("/console/sign-out")
public class SignOutResource {
    private final Sessions sessions;

    SignOutResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @POST
    public Response signOut(@CookieParam(Visit.COOKIE) @Nullable String token) {
        if (token != null) {
            end(token);
        }
        NewCookie forgotten = new NewCookie.Builder(Visit.COOKIE)
                .value("")
                .path(Visit.COOKIE_PATH)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(0)
                .build();
        return Response.seeOther(URI.create("/console"))
                .cookie(forgotten)
                .header("Clear-Site-Data", "\"cache\"")
                .build();
    }

    private void end(String token) {
        try {
            sessions.end(AccessKey.of(token));
        } catch (IllegalArgumentException e) {
            // A cookie that never was a session ends nothing.
            return;
        }
    }
}
