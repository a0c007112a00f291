package dev.freehold.console;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Headers on every answer of the console, files and errors included: nothing is loaded from elsewhere, nothing runs that is not a
 * file of ours, and no other page may frame it. Set in code, so that no configuration takes them away.
 */
@ApplicationScoped
public class SecurityHeaders {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int BEFORE_ALL_ROUTES = 1_000;

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::protect, BEFORE_ALL_ROUTES);
    }

    private static void protect(RoutingContext context) {
        if (ours(context.normalizedPath())) {
            MultiMap headers = context.response().headers();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Frame-Options", "DENY");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
        }
        context.next();
    }

    private static boolean ours(String path) {
        return path.equals("/console") || path.startsWith("/console/") || path.startsWith("/webjars/");
    }
}
