package dev.freehold.console.entrance;

import dev.freehold.console.page.Frame;
import dev.freehold.console.page.Notice;
import dev.freehold.console.page.Pages;
import dev.freehold.console.page.Roles;
import dev.freehold.console.page.Room;
import dev.freehold.console.session.Door;
import dev.freehold.console.session.Visit;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Takes each role to its page, and says so where there is none. */
@Path("/console")
public class EntranceResource {
    private final Door door;
    private final Pages pages;

    EntranceResource(Door door, Pages pages) {
        this.door = door;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance entrance(Frame frame, String roles);
    }

    @GET
    public Response enter(@Context HttpHeaders headers, @Context UriInfo uri) {
        return door.enter(
                Visit.of(headers, uri),
                caller -> Room.of(caller.roles()).stream()
                        .findFirst()
                        .map(room ->
                                Response.seeOther(URI.create(room.address())).build())
                        .orElseGet(() -> pages.page(
                                200,
                                "Welcome",
                                null,
                                caller,
                                frame -> Templates.entrance(frame, Roles.names(caller.roles())))));
    }

    @GET
    @Path("{elsewhere:.+}")
    public Response elsewhere(@Context HttpHeaders headers, @Context UriInfo uri) {
        return door.enter(
                Visit.of(headers, uri), caller -> pages.notice(Notice.notFound("There is no such page."), caller));
    }
}
