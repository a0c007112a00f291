package dev.freehold.inference.surface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * OpenAI's protocol for a gateway in another process. Nothing is decided or recorded here: that has happened at the gateway,
 * which is why this is off unless it is switched on, and why only a gateway comes in: with an internal identity, or with the
 * internal key where it is a customer's own.
 */
@Path("/api/inference/v1")
@EndpointDisabled(name = "freehold.inference.surface", stringValue = "false", disableIfMissing = true)
public class SurfaceResource {
    private final InternalKey key;
    private final InternalRequest internal;
    private final NamedModels models;
    private final InferenceUpstream upstream;

    SurfaceResource(InternalKey key, InternalRequest internal, NamedModels models, InferenceUpstream upstream) {
        this.key = key;
        this.internal = internal;
        this.models = models;
        this.upstream = upstream;
    }

    @GET
    @Path("models")
    public Response list(@Context HttpHeaders headers) {
        return guarded(headers, () -> json(SurfaceAnswers.models(models.all())));
    }

    @POST
    @Path("embeddings")
    public Response embed(@Context HttpHeaders headers, InputStream body) {
        return guarded(headers, () -> {
            SurfaceRequest request = new SurfaceRequest(SurfaceJson.read(body));
            ModelVersion model = models.find(request.model());
            return answer(
                    upstream.embed(model, request.inputs()),
                    vectors -> SurfaceAnswers.vectors(vectors, request.model()));
        });
    }

    @POST
    @Path("classify")
    public Response classify(@Context HttpHeaders headers, InputStream body) {
        return guarded(headers, () -> {
            SurfaceRequest request = new SurfaceRequest(SurfaceJson.read(body));
            ModelVersion model = models.find(request.model());
            return answer(
                    upstream.classify(model, request.inputs()),
                    classes -> SurfaceAnswers.classes(classes, request.model()));
        });
    }

    @POST
    @Path("chat/completions")
    public Response chat(@Context HttpHeaders headers, InputStream body) {
        return guarded(headers, () -> generate(body, true));
    }

    @POST
    @Path("completions")
    public Response complete(@Context HttpHeaders headers, InputStream body) {
        return guarded(headers, () -> generate(body, false));
    }

    private Response generate(InputStream body, boolean chat) {
        SurfaceRequest request = new SurfaceRequest(SurfaceJson.read(body));
        ModelVersion model = models.find(request.model());
        GenerationRequest wanted = request.generation(chat);
        if (!request.streamed()) {
            return answer(
                    upstream.generate(model, wanted, TextSink.NONE),
                    generated -> SurfaceAnswers.generated(generated, request.model(), chat));
        }
        StreamingOutput stream = out -> {
            ChunkStream chunks = new ChunkStream(out, request.model(), chat);
            chunks.end(upstream.generate(model, wanted, chunks), request.usageWanted());
        };
        return Response.ok(stream, MediaType.SERVER_SENT_EVENTS).build();
    }

    private Response guarded(HttpHeaders headers, Supplier<Response> work) {
        try {
            admit(headers);
            return work.get();
        } catch (SurfaceRefusal refusal) {
            return refusal.response();
        }
    }

    private void admit(HttpHeaders headers) {
        if (headers.getRequestHeaders().containsKey(InternalTokens.HEADER)) {
            internal.from(ServiceName.GATEWAY);
        } else {
            key.check(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        }
    }

    private static <T> Response answer(
            InferenceResult<T> result, Function<InferenceResult.Answered<T>, ObjectNode> written) {
        if (result instanceof InferenceResult.Rejected<T> rejected) {
            throw SurfaceRefusal.rejected(rejected.sentence());
        }
        if (result instanceof InferenceResult.Unavailable<T> unavailable) {
            throw SurfaceRefusal.unavailable(unavailable.cause());
        }
        return json(written.apply((InferenceResult.Answered<T>) result));
    }

    private static Response json(ObjectNode body) {
        return Response.ok(SurfaceJson.bytes(body), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
