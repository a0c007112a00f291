package dev.freehold.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.registry.RegistryName;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.usecase.UseCases;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Set;

/** Keys of a use case over HTTP. They give the role application and no other: people get theirs from the identity provider. */
@Path("/api/registry/use-cases/{use-case}/keys")
@Authenticated
@Blocking
class KeysEndpoint {
    private static final String KIND = "key";
    private final GovernedActions actions;
    private final UseCases useCases;
    private final Keys keys;
    private final Refresher refresher;
    private final CurrentCaller caller;

    KeysEndpoint(GovernedActions actions, UseCases useCases, Keys keys, Refresher refresher, CurrentCaller caller) {
        this.actions = actions;
        this.useCases = useCases;
        this.keys = keys;
        this.refresher = refresher;
        this.caller = caller;
    }

    /**
     * @param key the key itself: shown this once
     */
    record Shown(String id, String key, String subject, String useCase) {
        @Override
        public String toString() {
            return "Shown[" + id + "]";
        }
    }

    @POST
    public Response issue(@PathParam("use-case") String useCase, InputStream body) {
        Caller who = caller.get();
        KeyGrant grant = grant(who, RegistryName.checked(useCase), body);
        return JsonDocuments.answer(
                201,
                actions.perform(
                        who,
                        "registry",
                        Actions.KEY_ISSUE,
                        DecisionRequest.Resource.named(KIND, useCase),
                        () -> issue(grant, useCase)));
    }

    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("use-case") String useCase, @PathParam("id") String id) {
        Caller who = caller.get();
        DecisionRequest.Resource resource = DecisionRequest.Resource.named(KIND, RegistryName.checked(useCase));
        return actions.perform(who, "registry", Actions.KEY_REVOKE, resource, () -> {
            if (!keys.revoke(who.tenant(), useCase, id)) {
                throw new ProblemException(
                        RegistryProblems.KEY_UNKNOWN, "the use case " + useCase + " has no key in force with this id");
            }
            refresher.changed();
            return Response.noContent().build();
        });
    }

    private Shown issue(KeyGrant grant, String useCase) {
        if (useCases.find(grant.tenant(), useCase).isEmpty()) {
            throw new ProblemException(
                    RegistryProblems.USE_CASE_UNKNOWN, "there is no use case with the id " + useCase);
        }
        IssuedKey issued = keys.issue(grant);
        refresher.changed();
        return new Shown(issued.id(), issued.key().reveal(), grant.subject(), useCase);
    }

    private static KeyGrant grant(Caller who, String useCase, InputStream body) {
        ObjectNode document = JsonDocuments.object(body, "subject");
        if (document.size() > 1 || !document.get("subject").isTextual()) {
            throw new ProblemException(RegistryProblems.BODY, "the body has one field, subject, and it is text");
        }
        try {
            return new KeyGrant(who.tenant(), document.get("subject").asText(), Set.of(Role.APPLICATION), useCase);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(RegistryProblems.BODY, "the field subject is not 1 to 200 characters");
        }
    }
}
