package dev.freehold.registry.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.registry.RegistryName;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.problem.RegistryProblems;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models over HTTP: what there is, and what people decide about it. */
@Path("/api/registry/models")
@Authenticated
@Blocking
class ModelsEndpoint {
    private static final int LARGEST_PAGE = 200;
    private final GovernedActions actions;
    private final ModelCatalogue catalogue;
    private final ModelHistory history;
    private final ModelReviews reviews;
    private final CurrentCaller caller;

    ModelsEndpoint(
            GovernedActions actions,
            ModelCatalogue catalogue,
            ModelHistory history,
            ModelReviews reviews,
            CurrentCaller caller) {
        this.actions = actions;
        this.catalogue = catalogue;
        this.history = history;
        this.reviews = reviews;
        this.caller = caller;
    }

    /**
     * @param next name to pass as {@code after} for the next page; absent on the last
     */
    record Page(List<ModelVersion> models, @Nullable String next) {}

    @GET
    public Response list(@QueryParam("after") @DefaultValue("") String after) {
        Caller who = caller.get();
        DecisionRequest.Resource all = DecisionRequest.Resource.named(ModelResources.KIND, "*");
        return JsonDocuments.answer(200, actions.perform(who, "registry", Actions.MODEL_READ, all, () -> {
            List<ModelVersion> page = catalogue.list(who.tenant()).stream()
                    .filter(version -> version.name().compareTo(after) > 0)
                    .limit(LARGEST_PAGE)
                    .toList();
            return new Page(
                    page,
                    page.size() < LARGEST_PAGE
                            ? null
                            : page.get(LARGEST_PAGE - 1).name());
        }));
    }

    @GET
    @Path("{name}")
    public Response story(@PathParam("name") String name) {
        Caller who = caller.get();
        DecisionRequest.Resource one = DecisionRequest.Resource.named(ModelResources.KIND, RegistryName.checked(name));
        return JsonDocuments.answer(
                200,
                actions.perform(
                        who,
                        "registry",
                        Actions.MODEL_READ,
                        one,
                        () -> history.of(who.tenant(), name)
                                .orElseThrow(() -> new ProblemException(
                                        RegistryProblems.MODEL_UNKNOWN, "there is no model of the name " + name))));
    }

    @POST
    @Path("{name}/versions/{digest}/approval")
    public Response approve(@PathParam("name") String name, @PathParam("digest") String digest) {
        return JsonDocuments.answer(200, reviews.approve(caller.get(), RegistryName.checked(name), parsed(digest)));
    }

    @POST
    @Path("{name}/versions/{digest}/retirement")
    public Response retire(@PathParam("name") String name, @PathParam("digest") String digest) {
        return JsonDocuments.answer(200, reviews.retire(caller.get(), RegistryName.checked(name), parsed(digest)));
    }

    @POST
    @Path("{name}/versions/{digest}/revocation")
    public Response revoke(@PathParam("name") String name, @PathParam("digest") String digest) {
        return JsonDocuments.answer(200, reviews.revoke(caller.get(), RegistryName.checked(name), parsed(digest)));
    }

    @POST
    @Path("{name}/alias")
    public Response name(@PathParam("name") String name, InputStream body) {
        Caller who = caller.get();
        ObjectNode document = JsonDocuments.object(body, "digest");
        if (document.size() > 1) {
            throw new ProblemException(RegistryProblems.BODY, "the body has one field, digest");
        }
        Digest digest = parsed(document.get("digest").asText());
        return JsonDocuments.answer(200, reviews.name(who, RegistryName.checked(name), digest));
    }

    private static Digest parsed(String digest) {
        try {
            return new Digest(digest);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(RegistryProblems.BODY, "the digest is not sha256: and 64 lower-case hex digits");
        }
    }
}
