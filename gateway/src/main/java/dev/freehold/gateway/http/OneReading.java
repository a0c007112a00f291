package dev.freehold.gateway.http;

import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.http.ProblemAnswers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Lets nothing follow a request whose end another reader could see elsewhere (RFC 9112, section 11.2). The server below reads a
 * transfer coding leniently, and forgets a length that came beside it; so a request with a transfer coding is the last of its
 * connection, whatever was sent behind it, and one whose coding is not exactly {@code chunked} is refused.
 */
@ApplicationScoped
public class OneReading {
    public static final ProblemType TRANSFER_CODING = new ProblemType(
            "TRANSFER_CODING",
            400,
            "The end of the request could be read in two ways",
            "Send the header Transfer-Encoding once, as \"chunked\", or tell the length.");

    /** Before whatever reads a body. */
    private static final int PRIORITY = 20;

    private final Set<HttpConnection> spent =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    void register(@Observes Filters filters) {
        filters.register(this::look, PRIORITY);
    }

    private void look(RoutingContext call) {
        HttpServerRequest request = call.request();
        HttpConnection connection = request.connection();
        if (spent.contains(connection)) {
            connection.close().onComplete(closed -> {});
            return;
        }
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            call.next();
            return;
        }
        spent.add(connection);
        call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (codings.equals(List.of("chunked"))) {
            call.addEndHandler(ended -> connection.close().onComplete(closed -> {}));
            call.next();
            return;
        }
        byte[] body = ProblemAnswers.body(Problem.of(TRANSFER_CODING, "Its transfer coding is not chunked alone."));
        call.response()
                .setStatusCode(TRANSFER_CODING.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemAnswers.MEDIA_TYPE)
                .end(Buffer.buffer(body))
                .onComplete(sent -> connection.close().onComplete(closed -> {}));
    }
}
