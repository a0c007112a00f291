package dev.freehold.enforcement.http;

import dev.freehold.enforcement.identity.BearerKeys;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Lets a request pass to an {@link Authenticated} resource once its bearer key proves who calls. */
@Provider
@Authenticated
@Priority(Priorities.AUTHENTICATION)
public class BearerKeyFilter implements ContainerRequestFilter {
    private final BearerKeys keys;
    private final CurrentCaller current;

    @Inject
    public BearerKeyFilter(BearerKeys keys, CurrentCaller current) {
        this.keys = keys;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        current.prove(keys.caller(request.getHeaderString(HttpHeaders.AUTHORIZATION)));
    }
}
