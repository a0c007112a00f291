package dev.freehold.registry.importing;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.registry.RegistryName;
import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.model.ModelResources;
import dev.freehold.registry.problem.RegistryProblems;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Imports over HTTP, begun: an archive goes in. */
@Path("/api/registry/models/{name}/imports")
@Authenticated
@Blocking
class ImportsEndpoint {
    private static final Pattern ARCHIVES =
            Pattern.compile("application/(zip|java-archive)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private final GovernedActions actions;
    private final ImportReception reception;
    private final RegistrySettings settings;
    private final CurrentCaller caller;

    ImportsEndpoint(
            GovernedActions actions, ImportReception reception, RegistrySettings settings, CurrentCaller caller) {
        this.actions = actions;
        this.reception = reception;
        this.settings = settings;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response begin(
            @PathParam("name") String name,
            @QueryParam("licence") @Nullable String licence,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue("") String type,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            InputStream body) {
        Caller who = caller.get();
        RegistryName.checked(name);
        if (!ARCHIVES.matcher(type).matches()) {
            throw new ProblemException(RegistryProblems.MEDIA, "the content type is no archive's");
        }
        String allowed = allowed(licence);
        reception.refuseIfTooLong(length == null ? 0 : length);
        DecisionRequest.Resource resource = new DecisionRequest.Resource(
                ModelResources.KIND, name, null, null, allowed, Label.PUBLIC, who.subject());
        ModelImport begun = actions.perform(
                who,
                "registry",
                Actions.MODEL_IMPORT,
                resource,
                () -> reception.receive(who, name, allowed, length, body));
        return Response.fromResponse(JsonDocuments.answer(202, begun))
                .header(HttpHeaders.LOCATION, "/api/registry/imports/" + begun.id())
                .build();
    }

    private String allowed(@Nullable String licence) {
        if (licence == null || !settings.imports().licences().contains(licence)) {
            throw new ProblemException(
                    RegistryProblems.LICENCE,
                    (licence == null ? "the parameter licence is missing" : "the licence named is not allowed")
                            + "; allowed are "
                            + String.join(", ", settings.imports().licences()));
        }
        return licence;
    }
}
