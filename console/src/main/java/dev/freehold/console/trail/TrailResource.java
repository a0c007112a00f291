package dev.freehold.console.trail;

import dev.freehold.console.page.Frame;
import dev.freehold.console.page.Notice;
import dev.freehold.console.page.Pages;
import dev.freehold.console.page.Room;
import dev.freehold.console.session.Door;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.identity.Caller;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Shows the trail to the compliance officer. The audit service decides and records each reading by itself. */
@Path("/console/trail")
public class TrailResource {
    private static final String NO_RECORD = "There is no record with this id in your company's ledger.";

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final Door door;
    private final Pages pages;
    private final AuditTrail trail;
    private final InstantSource clock;

    TrailResource(Door door, Pages pages, AuditTrail trail) {
        this.door = door;
        this.pages = pages;
        this.trail = trail;
        this.clock = InstantSource.system();
    }

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance trail(Frame frame, TrailFilter filter, TrailPage page, String covered);

        static native TemplateInstance trail$results(TrailFilter filter, TrailPage page);

        static native TemplateInstance record(Frame frame, RecordView record, CheckView check);

        static native TemplateInstance record$verdict(RecordView record, CheckView check);
    }

    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        Visit visit = Visit.of(headers, uri);
        TrailFilter filter = TrailFilter.read(uri.getQueryParameters());
        return door.enter(visit, Room.TRAIL, caller -> list(visit, filter, caller));
    }

    private Response list(Visit visit, TrailFilter filter, Caller caller) {
        TrailPage page = filter.good()
                ? TrailPage.of(trail.search(caller, filter.query(TrailPage.SIZE + 1)), filter)
                : TrailPage.empty(filter);
        int status = filter.good() ? 200 : Pages.FILTER_REFUSED;
        if (visit.partial()) {
            return pages.part(status, Templates.trail$results(filter, page));
        }
        String covered = String.format(Locale.ROOT, "%,d", trail.size(caller));
        return pages.page(status, "Trail", Room.TRAIL, caller, frame -> Templates.trail(frame, filter, page, covered));
    }

    @GET
    @Path("{id}")
    public Response open(@Context HttpHeaders headers, @Context UriInfo uri, @PathParam("id") String id) {
        return door.enter(
                Visit.of(headers, uri),
                Room.TRAIL,
                caller -> opened(caller, id, record -> page(caller, record, CheckView.NONE)));
    }

    /** The record with what a check of its proof came to; where the page is shown already, that alone. */
    @GET
    @Path("{id}/check")
    public Response check(@Context HttpHeaders headers, @Context UriInfo uri, @PathParam("id") String id) {
        Visit visit = Visit.of(headers, uri);
        return door.enter(
                visit,
                Room.TRAIL,
                caller -> opened(caller, id, record -> {
                    CheckView check = CheckView.of(trail.check(caller, id), clock.instant());
                    return visit.partial()
                            ? pages.part(200, Templates.record$verdict(RecordView.of(record), check))
                            : page(caller, record, check);
                }));
    }

    private Response page(Caller caller, TrailRecord record, CheckView check) {
        RecordView view = RecordView.of(record);
        return pages.page(200, view.heading(), Room.TRAIL, caller, frame -> Templates.record(frame, view, check));
    }

    /** The exact bytes that the ledger holds. */
    @GET
    @Path("{id}/leaf")
    public Response leaf(@Context HttpHeaders headers, @Context UriInfo uri, @PathParam("id") String id) {
        return door.enter(
                Visit.of(headers, uri),
                Room.TRAIL,
                caller -> opened(caller, id, record -> download(ProofFiles.leaf(record), record.leaf())));
    }

    /** The inclusion proof (c2sp.org/tlog-proof). */
    @GET
    @Path("{id}/proof")
    public Response proof(@Context HttpHeaders headers, @Context UriInfo uri, @PathParam("id") String id) {
        return door.enter(
                Visit.of(headers, uri),
                Room.TRAIL,
                caller -> opened(caller, id, record -> download(ProofFiles.proof(record), record.proof())));
    }

    @GET
    @Path("{id}/{elsewhere:.+}")
    public Response elsewhere(@Context HttpHeaders headers, @Context UriInfo uri) {
        return door.enter(
                Visit.of(headers, uri), caller -> pages.notice(Notice.notFound("There is no such page."), caller));
    }

    private Response opened(Caller caller, String id, Function<TrailRecord, Response> shown) {
        Optional<TrailRecord> record = ID.matcher(id).matches() ? trail.open(caller, id) : Optional.empty();
        return record.map(shown).orElseGet(() -> pages.notice(Notice.notFound(NO_RECORD), caller));
    }

    private static Response download(String name, byte[] bytes) {
        return Response.ok(bytes)
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
