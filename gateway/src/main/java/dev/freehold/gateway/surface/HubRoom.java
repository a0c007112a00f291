package dev.freehold.gateway.surface;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.enforcement.http.SurfaceDoor;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.FairPlaces;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.PacedBody;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** What the paths of the Hub's surface have in common: whoever has a good key goes on to it. */
public class HubRoom {
    private static final System.Logger LOG = System.getLogger(HubRoom.class.getName());
    private final ApiKeys keys;
    private final HubSurface surface;
    private final Bounds bounds;
    /** The stock client downloads eight files at a time. */
    private final FairPlaces places = new FairPlaces(64, 16);

    HubRoom(ApiKeys keys, HubSurface surface, Bounds bounds) {
        this.keys = keys;
        this.surface = surface;
        this.bounds = bounds;
    }

    @GET
    public Response get(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    @POST
    public Response post(
            @Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return pass(request, uri, headers, new PacedBody(body, bounds.bodyTimeout()));
    }

    private Response pass(HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        return Surfaces.answer(reply(request, uri, headers, body), request);
    }

    private SurfaceReply reply(HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        try {
            Caller caller = keys.caller(headers.getRequestHeader(HttpHeaders.AUTHORIZATION));
            if (!places.take(caller)) {
                throw new Refusal(OpenAiErrors.overloaded());
            }
            try {
                return surface.handle(
                        caller, SurfaceDoor.request("", request.method().name(), uri, headers, body));
            } finally {
                places.giveBack(caller);
            }
        } catch (Refusal refusal) {
            return HubErrors.of(refusal.error());
        } catch (RuntimeException bug) {
            // Only the kind: a message could quote what was sent.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the Hub's surface broke with {0}",
                    bug.getClass().getName());
            return HubErrors.reply(500, "The registry failed on this call.");
        }
    }
}
