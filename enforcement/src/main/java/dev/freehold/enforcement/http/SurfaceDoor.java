package dev.freehold.enforcement.http;

import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns an HTTP exchange into a surface's request, and its reply into the answer; neither body is held in memory. */
public final class SurfaceDoor {
    /** Credentials stay at the door; the others speak of this connection alone (RFC 9110, section 7.6.1). */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("authorization", "cookie", "connection", "keep-alive", "te", "transfer-encoding", "upgrade");

    /** Headers of this house, which no caller can set. */
    private static final String OURS = "freehold-";

    /** The host that the caller asked, on requests that another service of this house passes on. */
    public static final String ASKED_HOST = OURS + "asked-host";

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    private SurfaceDoor() {}

    /**
     * @param root what comes before the surface's own paths, such as {@code v1/}; may be empty
     */
    public static SurfaceRequest request(
            String root, String method, UriInfo uri, HttpHeaders headers, InputStream body) {
        Map<String, String> passed = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NOT_PASSED_ON.contains(key) && !key.startsWith(OURS)) {
                passed.put(key, String.join(", ", values));
            }
        });
        String path = uri.getPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return new SurfaceRequest(
                method, relative.substring(root.length()), query(uri.getQueryParameters()), passed, body);
    }

    /** As above, for a request that a service of this house passed on: the host is then the one that its caller asked. */
    public static SurfaceRequest passedOn(
            String root, String method, UriInfo uri, HttpHeaders headers, InputStream body) {
        SurfaceRequest request = request(root, method, uri, headers, body);
        String asked = headers.getHeaderString(ASKED_HOST);
        if (asked == null) {
            return request;
        }
        Map<String, String> passed = new HashMap<>(request.headers());
        passed.put("host", asked);
        return new SurfaceRequest(request.method(), request.path(), request.query(), passed, body);
    }

    /**
     * @param method of the request that is answered
     * @param cut ends the connection: once the length was told, that alone says that what came is not all
     */
    public static Response answer(SurfaceReply reply, String method, Runnable cut) {
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.headers().forEach(response::header);
        if (WITHOUT_BODY.contains(reply.status())) {
            return response.build();
        }
        long length = reply.body().length();
        if (length >= 0) {
            response.header(HttpHeaders.CONTENT_LENGTH, length);
        }
        if (!method.equals(HttpMethod.HEAD) && length != 0) {
            response.entity(written(reply, cut));
        }
        return response.build();
    }

    private static StreamingOutput written(SurfaceReply reply, Runnable cut) {
        return out -> {
            try {
                reply.body().writeTo(out);
            } catch (IOException | RuntimeException e) {
                cut.run();
                throw e;
            }
        };
    }

    private static Map<String, List<String>> query(MultivaluedMap<String, String> parameters) {
        Map<String, List<String>> query = new HashMap<>();
        parameters.forEach((name, values) -> query.put(name, List.copyOf(values)));
        return query;
    }
}
