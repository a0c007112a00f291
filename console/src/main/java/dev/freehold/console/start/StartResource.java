package dev.freehold.console.start;

import dev.freehold.console.page.Frame;
import dev.freehold.console.page.Pages;
import dev.freehold.console.page.Room;
import dev.freehold.console.session.Door;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.usecase.UseCase;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives an application's developer what the first call needs. The registry decides and records each key that is made. */
@Path("/console/start")
public class StartResource {
    private final Door door;
    private final Pages pages;
    private final ModelCatalogue catalogue;
    private final OwnKeys keys;
    private final GatewayAddress gateway;

    StartResource(Door door, Pages pages, ModelCatalogue catalogue, OwnKeys keys, GatewayAddress gateway) {
        this.door = door;
        this.pages = pages;
        this.catalogue = catalogue;
        this.keys = keys;
        this.gateway = gateway;
    }

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance start(Frame frame, @Nullable StartView view);

        static native TemplateInstance key(Frame frame, String id, String key);

        static native TemplateInstance key$made(String id, String key);

        static native TemplateInstance refusals(Frame frame, List<Refusals.Refusal> refusals);
    }

    @GET
    public Response start(
            @Context HttpHeaders headers, @Context UriInfo uri, @QueryParam("model") @Nullable String model) {
        return door.enter(Visit.of(headers, uri), Room.START, caller -> {
            StartView view = view(caller, uri, model);
            return pages.page(200, "Start", Room.START, caller, frame -> Templates.start(frame, view));
        });
    }

    /** Nothing without a use case: calls are for a purpose. */
    private @Nullable StartView view(Caller caller, UriInfo uri, @Nullable String model) {
        UseCase useCase = caller.useCase();
        return useCase == null ? null : StartView.of(useCase, catalogue.list(caller.tenant()), gateway.of(uri), model);
    }

    /** Makes a key and shows it, in this answer and never again. */
    @POST
    @Path("keys")
    public Response makeKey(@Context HttpHeaders headers, @Context UriInfo uri) {
        Visit visit = Visit.of(headers, uri);
        return door.change(visit, Room.START, caller -> {
            OwnKeys.IssuedKey made = keys.issue(caller);
            String secret = made.key().reveal();
            return visit.partial()
                    ? pages.part(200, Templates.key$made(made.id(), secret))
                    : pages.page(
                            200, "Your new key", Room.START, caller, frame -> Templates.key(frame, made.id(), secret));
        });
    }

    /** Where a browser lands that asks again for a page which showed a key. */
    @GET
    @Path("keys")
    public Response keys() {
        return Response.seeOther(URI.create(Room.START.address())).build();
    }

    @GET
    @Path("refusals")
    public Response refusals(@Context HttpHeaders headers, @Context UriInfo uri) {
        return door.enter(
                Visit.of(headers, uri),
                Room.START,
                caller -> pages.page(
                        200,
                        "What a refusal can say",
                        Room.START,
                        caller,
                        frame -> Templates.refusals(frame, Refusals.ALL)));
    }
}
