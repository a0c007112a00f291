package dev.freehold.console.session;

import dev.freehold.console.page.Notice;
import dev.freehold.console.page.Pages;
import dev.freehold.console.page.Room;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets a visitor into a room of the console, or says what stands in the way; the one place where a room's failures end. */
@ApplicationScoped
public class Door {
    private static final System.Logger LOG = System.getLogger(Door.class.getName());

    private final Sessions sessions;
    private final Pages pages;
    private final boolean elsewhere;

    /**
     * @param address of these pages as browsers see it; there where an identity provider signs people in
     */
    Door(Sessions sessions, Pages pages, @ConfigProperty(name = "freehold.console.url") Optional<String> address) {
        this.sessions = sessions;
        this.pages = pages;
        this.elsewhere = address.isPresent();
    }

    /** A room for whoever is signed in. */
    public Response enter(Visit visit, Function<Caller, Response> room) {
        return wholePage(visit, answer(visit, room));
    }

    /** A room for those whom it is for. */
    public Response enter(Visit visit, Room room, Function<Caller, Response> inside) {
        return enter(
                visit,
                caller -> room.opensTo(caller.roles())
                        ? inside.apply(caller)
                        : pages.notice(Notice.roleNeeded(room, caller.roles()), caller));
    }

    /** A change within a room, asked by a page of this console. */
    public Response change(Visit visit, Room room, Function<Caller, Response> inside) {
        Response answer = answer(
                visit,
                caller -> !room.opensTo(caller.roles())
                        ? pages.notice(Notice.roleNeeded(room, caller.roles()), caller)
                        : visit.ours() ? inside.apply(caller) : pages.notice(Notice.fromElsewhere(), caller));
        return visit.partial() && answer.getStatus() >= 400 ? inPlace(answer) : answer;
    }

    private Response answer(Visit visit, Function<Caller, Response> room) {
        Authentication who = visit.session().isEmpty()
                ? new Authentication.Unknown()
                : sessions.resolve(visit.session().get());
        if (who instanceof Authentication.Unknown) {
            boolean ended = visit.session().isPresent();
            return pages.notice(elsewhere ? Notice.signInElsewhere(ended) : Notice.signIn(ended), null);
        }
        if (who instanceof Authentication.Unavailable unavailable) {
            return pages.notice(Notice.cannotTellWho(unavailable.reason()), null);
        }
        return inside(((Authentication.Known) who).caller(), room);
    }

    private Response inside(Caller caller, Function<Caller, Response> room) {
        try {
            return room.apply(caller);
        } catch (ProblemException e) {
            return pages.notice(Notice.of(e.problem()), caller);
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "error " + id, e);
            return pages.notice(Notice.broken(id), caller);
        }
    }

    /** What is said of a change that failed stands in the page that asked for it: nothing is sent twice to show it. */
    private static Response inPlace(Response answer) {
        return Response.fromResponse(answer)
                .header("HX-Retarget", "#main")
                .header("HX-Reselect", "#main")
                .header("HX-Reswap", "outerHTML show:window:top")
                .build();
    }

    /** A notice is a page of its own: where a part was asked for, the browser is told to load the whole. */
    private static Response wholePage(Visit visit, Response answer) {
        boolean notice = answer.getStatus() >= 400 && answer.getStatus() != Pages.FILTER_REFUSED;
        return visit.partial() && notice
                ? Response.fromResponse(answer)
                        .header("HX-Redirect", visit.address())
                        .build()
                : answer;
    }
}
