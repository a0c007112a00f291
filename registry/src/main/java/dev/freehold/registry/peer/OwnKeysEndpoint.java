package dev.freehold.registry.peer;

import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.registry.NewKey;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import dev.freehold.registry.http.JsonDocuments;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Keys that people make for their own use case on the console. */
@Path(RegistryPaths.OWN_KEYS)
@Blocking
class OwnKeysEndpoint {
    private final InternalRequest request;
    private final OwnKeys keys;

    OwnKeysEndpoint(InternalRequest request, OwnKeys keys) {
        this.request = request;
        this.keys = keys;
    }

    @POST
    public Response issue() {
        OwnKeys.IssuedKey issued = keys.issue(request.callerFrom(ServiceName.CONSOLE));
        Response answer =
                JsonDocuments.answer(200, new NewKey(issued.id(), issued.key().reveal()));
        return Response.fromResponse(answer)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
