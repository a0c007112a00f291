package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import io.vertx.core.http.HttpServerRequest;
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
final class SurfaceDoor {
    /** Credentials stay at the door; the others speak of this connection alone (RFC 9110, section 7.6.1). */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("authorization", "cookie", "connection", "keep-alive", "te", "transfer-encoding", "upgrade");

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    private SurfaceDoor() {}

    /**
     * @param root what comes before the surface's own paths, such as {@code v1/}; may be empty
     */
    static SurfaceRequest request(
            String root, HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        Map<String, String> passed = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NOT_PASSED_ON.contains(key)) {
                passed.put(key, String.join(", ", values));
            }
        });
        String path = uri.getPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return new SurfaceRequest(
                request.method().name(),
                relative.substring(root.length()),
                query(uri.getQueryParameters()),
                passed,
                body);
    }

    static Response answer(SurfaceReply reply, HttpServerRequest request) {
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.headers().forEach(response::header);
        if (WITHOUT_BODY.contains(reply.status())) {
            return response.build();
        }
        response.header(HttpHeaders.CONTENT_LENGTH, reply.body().length());
        if (!request.method().name().equals(HttpMethod.HEAD) && reply.body().length() > 0) {
            response.entity(written(reply, request));
        }
        return response.build();
    }

    private static StreamingOutput written(SurfaceReply reply, HttpServerRequest request) {
        return out -> {
            try {
                reply.body().writeTo(out);
            } catch (IOException | RuntimeException e) {
                // The length was told: only a cut connection says that this is not all.
                request.connection().close();
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
