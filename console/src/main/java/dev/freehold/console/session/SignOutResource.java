package dev.freehold.console.session;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Makes the browser forget its session. Strict same-site cookies keep other pages from doing it to somebody. */
@Path("/console/sign-out")
public class SignOutResource {
    @POST
    public Response signOut() {
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
}
