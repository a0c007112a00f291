package dev.freehold.enforcement.http;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.Callers;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;

/** A small service behind the shared door, for tests. */
@Path("/door")
public class Door {
    private final CurrentCaller caller;
    private final GovernedActions actions;

    Door(CurrentCaller caller, GovernedActions actions) {
        this.caller = caller;
        this.actions = actions;
    }

    @GET
    @Authenticated
    public String who() {
        return caller.get().subject();
    }

    @POST
    @Authenticated
    @Path("/approve")
    @Consumes("application/json")
    public String approve(String model) {
        return actions.perform(
                caller.get(),
                "registry",
                Actions.MODEL_APPROVE,
                DecisionRequest.Resource.named("model", model),
                () -> "approved");
    }

    @GET
    @Path("/unmarked")
    public String unmarked() {
        return caller.get().subject();
    }

    /** Knows Anna. */
    @ApplicationScoped
    public static class Directory implements CallerDirectory {
        @Override
        public Authentication authenticate(AccessKey key) {
            return key.reveal().equals("fh-anna")
                    ? new Authentication.Known(Callers.ANNA)
                    : new Authentication.Unknown();
        }
    }

    /** Denies whatever is called secret. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class Policy implements PolicyDecisionPoint {
        private static final Digest BUNDLE = Digest.of(new byte[] {1});

        @Override
        public Decision decide(DecisionRequest request) {
            return request.resource().name().contains("secret")
                    ? new Decision.Denied(
                            "d-2", BUNDLE, List.of(new Reason("NOT_CLEARED", "It is secret.", "Ask its owner.")))
                    : new Decision.Allowed("d-1", BUNDLE, List.of());
        }
    }

    /** Keeps what it is sent. */
    @ApplicationScoped
    public static class Ledger implements LedgerIntake {
        private final List<byte[]> held = new ArrayList<>();

        @Override
        public synchronized Taken append(TenantId tenant, Position first, List<byte[]> leaves) {
            held.addAll(leaves.subList((int) (held.size() - first.seq()), leaves.size()));
            return Taken.covered(held.size());
        }

        public synchronized int size() {
            return held.size();
        }
    }
}
