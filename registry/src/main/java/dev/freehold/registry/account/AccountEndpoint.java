package dev.freehold.registry.account;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.registry.RegistryName;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.usecase.UseCases;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The account of a use case's application over HTTP; decided and recorded as a key's issue is. */
@Path("/api/registry/use-cases/{use-case}/account")
@Authenticated
@Blocking
class AccountEndpoint {
    private static final System.Logger LOG = System.getLogger(AccountEndpoint.class.getName());
    private static final String KIND = "account";
    private final GovernedActions actions;
    private final UseCases useCases;
    private final Optional<ApplicationAccounts> accounts;
    private final CurrentCaller caller;
    private final TenantId realm;

    /**
     * @param tenant whose identity provider this is: its tokens act for that tenant alone
     */
    AccountEndpoint(
            GovernedActions actions,
            UseCases useCases,
            Optional<ApplicationAccounts> accounts,
            CurrentCaller caller,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.actions = actions;
        this.useCases = useCases;
        this.accounts = accounts;
        this.caller = caller;
        this.realm = new TenantId(tenant);
    }

    /**
     * @param clientSecret shown this once
     */
    record Shown(String clientId, String clientSecret, String useCase) {
        @Override
        public String toString() {
            return "Shown[" + clientId + "]";
        }
    }

    @POST
    public Response provision(@PathParam("use-case") String useCase) {
        Caller who = caller.get();
        return JsonDocuments.answer(201, actions.perform(who, "registry", Actions.KEY_ISSUE, named(useCase), () -> {
            UseCase known = known(who, useCase);
            try {
                ApplicationAccounts.Account account = port(who).provision(known);
                return new Shown(account.clientId(), account.secret(), useCase);
            } catch (ApplicationAccounts.AccountsUnavailable e) {
                throw unavailable(e);
            }
        }));
    }

    @DELETE
    public Response disable(@PathParam("use-case") String useCase) {
        Caller who = caller.get();
        return actions.perform(who, "registry", Actions.KEY_REVOKE, named(useCase), () -> {
            UseCase known = known(who, useCase);
            try {
                if (!port(who).disable(known)) {
                    throw new ProblemException(
                            RegistryProblems.ACCOUNT_UNKNOWN, "the use case " + useCase + " has no account in use");
                }
                return Response.noContent().build();
            } catch (ApplicationAccounts.AccountsUnavailable e) {
                throw unavailable(e);
            }
        });
    }

    private static DecisionRequest.Resource named(String useCase) {
        return DecisionRequest.Resource.named(KIND, RegistryName.checked(useCase));
    }

    private UseCase known(Caller who, String useCase) {
        return useCases.find(who.tenant(), useCase)
                .orElseThrow(() -> new ProblemException(
                        RegistryProblems.USE_CASE_UNKNOWN, "there is no use case with the id " + useCase));
    }

    private ApplicationAccounts port(Caller who) {
        return serving(who.tenant(), realm, accounts)
                .orElseThrow(() -> new ProblemException(
                        RegistryProblems.ACCOUNTS_ELSEWHERE,
                        "freehold.registry.accounts.keycloak is not set, or its realm is another tenant's"));
    }

    /** The accounts of a tenant: an account in another tenant's realm would act in that tenant. */
    static Optional<ApplicationAccounts> serving(
            TenantId tenant, TenantId realm, Optional<ApplicationAccounts> accounts) {
        return accounts.filter(provider -> tenant.equals(realm));
    }

    private static ProblemException unavailable(ApplicationAccounts.AccountsUnavailable e) {
        LOG.log(System.Logger.Level.WARNING, "the identity provider was asked for an account in vain", e);
        return new ProblemException(RegistryProblems.ACCOUNTS_UNAVAILABLE, "It was asked for an account in vain.");
    }
}
