package dev.freehold.gateway.call;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.quota.CallQuota;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a request before policy: the model that the name stands for, what was found in the texts, and never the texts. */
@ApplicationScoped
public class Admission {
    private static final System.Logger LOG = System.getLogger(Admission.class.getName());
    private static final String MODEL = "model";

    /** Stands for a name that resolves to nothing: what a caller writes there could be anything, and records keep no text. */
    private static final Resource NO_MODEL = Resource.named(MODEL, "unknown");

    private static final Resource ALL_MODELS = Resource.named(MODEL, "*");

    private final ModelCatalogue catalogue;
    private final PolicyDecisionPoint policy;
    private final DecisionRequests requests;
    private final CallQuota quota;
    private final Texts texts;

    Admission(
            ModelCatalogue catalogue,
            PolicyDecisionPoint policy,
            DecisionRequests requests,
            CallQuota quota,
            Texts texts) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.requests = requests;
        this.quota = quota;
        this.texts = texts;
    }

    /**
     * Weighs a call to a model.
     *
     * @throws Refusal if the registry cannot be trusted at present
     */
    public Weighed weigh(Caller caller, Question<?> question) {
        ModelVersion model = find(caller.tenant(), question.model());
        return decide(caller, question.action(), model, resource(model), texts.findings(question.inputs()));
    }

    /** Weighs a look at one model. */
    public Weighed weighLook(Caller caller, @Nullable ModelVersion model) {
        return decide(caller, Actions.MODEL_LIST, model, resource(model), List.of());
    }

    /** Weighs a look at the list of models. */
    public Weighed weighList(Caller caller) {
        return decide(caller, Actions.MODEL_LIST, null, ALL_MODELS, List.of());
    }

    /**
     * The version that a name or digest stands for, whatever its state.
     *
     * @throws Refusal if the registry cannot be trusted at present
     */
    public @Nullable ModelVersion find(TenantId tenant, String nameOrDigest) {
        Resolution resolution = catalogue.resolve(tenant, nameOrDigest);
        if (resolution instanceof Resolution.Unavailable unavailable) {
            LOG.log(System.Logger.Level.WARNING, "the catalogue is unavailable: {0}", unavailable.reason());
            throw new Refusal(OpenAiErrors.registryUnavailable());
        }
        return resolution instanceof Resolution.Resolved resolved ? resolved.version() : null;
    }

    private Weighed decide(
            Caller caller,
            String action,
            @Nullable ModelVersion model,
            Resource resource,
            List<FindingCount> findings) {
        UseCase useCase = caller.useCase();
        long callsToday = useCase == null ? 0 : quota.callsToday(useCase);
        try {
            DecisionRequest request = requests.of(caller, action, resource, findings, callsToday);
            Decision decision = policy.decide(request);
            if (decision instanceof Decision.Unavailable unavailable) {
                LOG.log(System.Logger.Level.WARNING, "decision {0}: {1}", unavailable.id(), unavailable.cause());
            }
            return new Weighed(caller, model, request, decision);
        } catch (UncheckedIOException e) {
            // The tenant's key for pseudonyms: without it neither a decision nor a record can name the caller.
            LOG.log(System.Logger.Level.ERROR, "no pseudonym: {0}", e.getMessage());
            throw new Refusal(OpenAiErrors.auditUnavailable());
        }
    }

    private static Resource resource(@Nullable ModelVersion model) {
        return model == null
                ? NO_MODEL
                : new Resource(
                        MODEL,
                        model.name(),
                        model.digest(),
                        model.state().wireName(),
                        model.licence(),
                        model.label(),
                        model.creator());
    }
}
