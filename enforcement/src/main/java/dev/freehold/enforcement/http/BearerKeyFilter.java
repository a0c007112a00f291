package dev.freehold.enforcement.http;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.enforcement.identity.BearerKeys;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Set;

/**
 * Lets a request pass to an {@link Authenticated} resource once its bearer key proves who calls, or the gateway says in a
 * token of its own whom it proved. A request that carries both is taken by the second alone: a forged one is refused, whatever
 * key comes with it.
 */
@Provider
@Authenticated
@Priority(Priorities.AUTHENTICATION)
public class BearerKeyFilter implements ContainerRequestFilter {
    private static final Set<ServiceName> FORWARDERS = Set.of(ServiceName.GATEWAY);
    private final BearerKeys keys;
    private final InternalDoor internal;
    private final CurrentCaller current;

    @Inject
    public BearerKeyFilter(BearerKeys keys, InternalDoor internal, CurrentCaller current) {
        this.keys = keys;
        this.internal = internal;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> presented = request.getHeaders().getOrDefault(InternalTokens.HEADER, List.of());
        current.prove(
                presented.isEmpty()
                        ? keys.caller(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                        : forwarded(presented, request));
    }

    private Caller forwarded(List<String> presented, ContainerRequestContext request) {
        String target = InternalRequest.target(request.getUriInfo().getRequestUri());
        return InternalRequest.caller(internal.admit(presented, request.getMethod(), target, FORWARDERS));
    }
}
