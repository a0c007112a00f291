package dev.freehold.enforcement.http;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.identity.internal.InternalCall;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** The present request, as far as services of this house make it: the first thing that an internal path asks. */
@RequestScoped
public class InternalRequest {
    private final InternalDoor door;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final Request request;

    @Inject
    public InternalRequest(InternalDoor door, HttpHeaders headers, UriInfo uri, Request request) {
        this.door = door;
        this.headers = headers;
        this.uri = uri;
        this.request = request;
    }

    /**
     * Tells which service asks.
     *
     * @param from who may
     * @throws ProblemException 401 for anybody else
     */
    public InternalCall.Proved from(ServiceName... from) {
        List<String> presented = headers.getRequestHeaders().getOrDefault(InternalTokens.HEADER, List.of());
        return door.admit(presented, request.getMethod(), target(uri.getRequestUri()), Set.of(from));
    }

    /**
     * Tells in whose name a service asks.
     *
     * @param from who may
     * @throws ProblemException 401 for anybody else, and where the service speaks for itself
     */
    public Caller callerFrom(ServiceName... from) {
        return caller(from(from));
    }

    static Caller caller(InternalCall.Proved call) {
        Caller caller = call.caller();
        if (caller == null) {
            throw new ProblemException(
                    InternalDoor.INTERNAL_IDENTITY_REFUSED,
                    "The request is in nobody's name, and this needs a caller.");
        }
        return caller;
    }

    /** Path and query as they were sent. */
    static String target(URI address) {
        return address.getRawQuery() == null
                ? address.getRawPath()
                : address.getRawPath() + "?" + address.getRawQuery();
    }
}
