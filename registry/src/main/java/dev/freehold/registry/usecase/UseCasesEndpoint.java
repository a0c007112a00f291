package dev.freehold.registry.usecase;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.usecase.UseCase;
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

/** Use cases over HTTP. */
@Path("/api/registry/use-cases")
@Authenticated
@Blocking
class UseCasesEndpoint {
    private static final String KIND = "use_case";
    private final GovernedActions actions;
    private final UseCases useCases;
    private final CurrentCaller caller;

    UseCasesEndpoint(GovernedActions actions, UseCases useCases, CurrentCaller caller) {
        this.actions = actions;
        this.useCases = useCases;
        this.caller = caller;
    }

    /**
     * @param next id to pass as {@code after} for the next page; absent on the last
     */
    record Page(List<UseCase> useCases, @Nullable String next) {}

    @POST
    public Response create(InputStream body) {
        Caller who = caller.get();
        ObjectNode document = JsonDocuments.object(
                body,
                "id",
                "owner",
                "purpose",
                "data_categories",
                "models",
                "clearance",
                "retention_days",
                "daily_calls");
        if (document.has("tenant")) {
            throw new ProblemException(RegistryProblems.BODY, "the field tenant is not taken: it is the caller's own");
        }
        document.put("tenant", who.tenant().value());
        UseCase useCase = JsonDocuments.as(document, UseCase.class);
        DecisionRequest.Resource resource = DecisionRequest.Resource.named(KIND, RegistryName.checked(useCase.id()));
        return JsonDocuments.answer(201, actions.perform(who, "registry", Actions.USE_CASE_CREATE, resource, () -> {
            useCases.create(useCase);
            return useCase;
        }));
    }

    @GET
    public Response list(@QueryParam("after") @DefaultValue("") String after) {
        Caller who = caller.get();
        DecisionRequest.Resource all = DecisionRequest.Resource.named(KIND, "*");
        return JsonDocuments.answer(200, actions.perform(who, "registry", Actions.USE_CASE_READ, all, () -> {
            List<UseCase> page = useCases.list(who.tenant(), after);
            return new Page(
                    page,
                    page.size() < UseCases.LARGEST_PAGE
                            ? null
                            : page.get(page.size() - 1).id());
        }));
    }

    @GET
    @Path("{id}")
    public Response show(@PathParam("id") String id) {
        Caller who = caller.get();
        DecisionRequest.Resource one = DecisionRequest.Resource.named(KIND, RegistryName.checked(id));
        return JsonDocuments.answer(
                200,
                actions.perform(
                        who,
                        "registry",
                        Actions.USE_CASE_READ,
                        one,
                        () -> useCases.find(who.tenant(), id)
                                .orElseThrow(() -> new ProblemException(
                                        RegistryProblems.USE_CASE_UNKNOWN, "there is no use case with the id " + id))));
    }
}
