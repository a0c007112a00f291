package dev.freehold.console.page;

import dev.freehold.contracts.identity.Caller;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns templates into answers. Pages are kept nowhere on their way: they show what only their reader may see. */
@ApplicationScoped
public class Pages {
    /** A filter that cannot be understood. The page is shown with what is wrong in it. */
    public static final int FILTER_REFUSED = 422;

    private static final String HTML = "text/html;charset=UTF-8";

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance notice(Frame frame, Notice notice);
    }

    /** A page that says one thing. */
    public Response notice(Notice notice, @Nullable Caller caller) {
        return page(notice.status(), notice.heading(), null, caller, frame -> Templates.notice(frame, notice));
    }

    /**
     * A whole page.
     *
     * @param room where it lies; absent for pages that lie in none
     */
    public Response page(
            int status,
            String title,
            @Nullable Room room,
            @Nullable Caller caller,
            Function<Frame, TemplateInstance> template) {
        return part(status, template.apply(Frame.of(title, room, caller)));
    }

    /** A part of a page, for one that is shown already. */
    public Response part(int status, TemplateInstance template) {
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, "HX-Request")
                .entity(template.render())
                .build();
    }
}
