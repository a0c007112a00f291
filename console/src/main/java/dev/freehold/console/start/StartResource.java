package dev.freehold.console.start;

import dev.freehold.console.page.Frame;
import dev.freehold.console.page.Notice;
import dev.freehold.console.page.Pages;
import dev.freehold.console.page.Roles;
import dev.freehold.console.session.Door;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.identity.Role;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Takes the compliance officer to the trail, and tells everybody else what there is for them. */
@Path("/console")
public class StartResource {
    private final Door door;
    private final Pages pages;

    StartResource(Door door, Pages pages) {
        this.door = door;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance start(Frame frame, String roles);
    }

    @GET
    public Response start(@Context HttpHeaders headers, @Context UriInfo uri) {
        return door.enter(
                Visit.of(headers, uri),
                caller -> caller.roles().contains(Role.COMPLIANCE_OFFICER)
                        ? Response.seeOther(URI.create("/console/trail")).build()
                        : pages.page(
                                200, "Welcome", caller, frame -> Templates.start(frame, Roles.names(caller.roles()))));
    }

    @GET
    @Path("{elsewhere:.+}")
    public Response elsewhere(@Context HttpHeaders headers, @Context UriInfo uri) {
        return door.enter(
                Visit.of(headers, uri), caller -> pages.notice(Notice.notFound("There is no such page."), caller));
    }
}
