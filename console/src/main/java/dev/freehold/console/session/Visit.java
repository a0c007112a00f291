package dev.freehold.console.session;

import dev.freehold.contracts.identity.AccessKey;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a browser, as far as the door looks at it.
 *
 * @param session what its cookie holds, if that can be a session at all
 * @param address what was asked for: path and query
 * @param partial whether a part of a page is asked for, to be put into one that is shown already
 * @param ours whether a page of this console asked, as far as the browser tells
 */
public record Visit(Optional<AccessKey> session, String address, boolean partial, boolean ours) {
    /** The cookie's name; whoever signs people in sets it, for the path {@link #COOKIE_PATH}. */
    public static final String COOKIE = "freehold_session";

    public static final String COOKIE_PATH = "/console";

    public static Visit of(HttpHeaders headers, UriInfo uri) {
        boolean restoring = headers.getHeaderString("HX-History-Restore-Request") != null;
        boolean partial = "true".equals(headers.getHeaderString("HX-Request")) && !restoring;
        URI asked = uri.getRequestUri();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return new Visit(
                session(headers.getCookies().get(COOKIE)), asked.getRawPath() + query, partial, ours(headers, asked));
    }

    /** Browsers say where a request comes from; the cookie's same-site rule stands behind this one. */
    private static boolean ours(HttpHeaders headers, URI asked) {
        String site = headers.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = headers.getHeaderString("Origin");
        return origin == null || origin.equals(asked.getScheme() + "://" + asked.getRawAuthority());
    }

    private static Optional<AccessKey> session(@Nullable Cookie cookie) {
        try {
            return Optional.ofNullable(cookie).map(present -> AccessKey.of(present.getValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
