package dev.freehold.standalone.signin;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.standalone.issuer.IssuerResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gives a person who holds a key a one-time link, and turns the link into a browser session. */
@Path("/")
public class SignInResource {
    private static final ProblemType TOO_MANY = new ProblemType(
            "TOO_MANY_SIGN_INS", 503, "Too many open sign-ins", "Wait ten minutes, then ask for a new link.");
    private static final ProblemType LINK_SPENT = new ProblemType(
            "SIGN_IN_LINK_SPENT",
            403,
            "This link was used or is too old",
            "Ask for a new one: ./freehold up prints it. A link works once, for ten minutes.");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final LocalSessions sessions;
    private final GovernedActions actions;
    private final CurrentCaller current;

    SignInResource(LocalSessions sessions, GovernedActions actions, CurrentCaller current) {
        this.sessions = sessions;
        this.actions = actions;
        this.current = current;
    }

    /** A link's shape. */
    record Link(String path) {}

    @POST
    @Path("api/sign-in/links")
    @Authenticated
    @Produces(MediaType.APPLICATION_JSON)
    public String link() {
        Caller caller = current.get();
        AccessKey code = actions.perform(
                caller,
                "auth",
                Actions.SESSION_OPEN,
                DecisionRequest.Resource.named("session", "console"),
                () -> sessions.offer(caller)
                        .orElseThrow(() -> new ProblemException(TOO_MANY, "1,000 sign-in links are open")));
        return Json.tree(new Link("/sign-in/" + code.reveal())).toString();
    }

    @GET
    @Path("sign-in/{code}")
    public Response signIn(@PathParam("code") String code) {
        Optional<AccessKey> session =
                CODE.matcher(code).matches() ? sessions.redeem(AccessKey.of(code)) : Optional.empty();
        if (session.isEmpty()) {
            throw new ProblemException(LINK_SPENT, "This sign-in link was used before, or is older than ten minutes.");
        }
        String token = session.get().reveal();
        return Response.seeOther(URI.create("/console"))
                .cookie(cookie("freehold_session", token, "/console"))
                .cookie(cookie(IssuerResource.COOKIE, token, IssuerResource.COOKIE_PATH))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static NewCookie cookie(String name, String token, String path) {
        return new NewCookie.Builder(name)
                .value(token)
                .path(path)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge((int) LocalSessions.SESSION_LIFE.toSeconds())
                .build();
    }
}
