package dev.freehold.registry.importing;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.model.ModelResources;
import dev.freehold.registry.problem.RegistryProblems;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Imports over HTTP, asked for: how far one is and what came of it. */
@Path("/api/registry/imports")
@Authenticated
@Blocking
class ImportStatusEndpoint {
    private final GovernedActions actions;
    private final ImportRecords records;
    private final CurrentCaller caller;

    ImportStatusEndpoint(GovernedActions actions, ImportRecords records, CurrentCaller caller) {
        this.actions = actions;
        this.records = records;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    public Response show(@PathParam("id") UUID id) {
        Caller who = caller.get();
        DecisionRequest.Resource resource = DecisionRequest.Resource.named(ModelResources.KIND, "import:" + id);
        return JsonDocuments.answer(
                200,
                actions.perform(
                        who,
                        "registry",
                        Actions.MODEL_READ,
                        resource,
                        () -> records.find(who.tenant(), id)
                                .orElseThrow(() -> new ProblemException(
                                        RegistryProblems.IMPORT_UNKNOWN, "there is no import " + id))));
    }
}
