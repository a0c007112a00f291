package dev.freehold.registry.bootstrap;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.action.HouseActions;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.registry.key.KeyGrant;
import dev.freehold.registry.key.Keys;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.usecase.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first use cases and keys of an installation, given by whoever starts it and not by a caller.
 *
 * <p>Each change is one of the {@linkplain HouseActions house's own}, under the actor {@code bootstrap}. What is as wanted already
 * is neither written nor recorded.
 */
@ApplicationScoped
public class Bootstrap {
    private static final System.Logger LOG = System.getLogger(Bootstrap.class.getName());
    private static final String ACTOR = "bootstrap";
    private final UseCases useCases;
    private final Keys keys;
    private final Refresher refresher;
    private final HouseActions actions;

    public Bootstrap(UseCases useCases, Keys keys, Refresher refresher, HouseActions actions) {
        this.useCases = useCases;
        this.keys = keys;
        this.refresher = refresher;
        this.actions = actions;
    }

    /** Makes the use case be as given. */
    public void ensureUseCase(UseCase useCase) {
        if (useCases.find(useCase.tenant(), useCase.id()).equals(Optional.of(useCase))) {
            return;
        }
        recorded(
                useCase.tenant(),
                Actions.USE_CASE_CREATE,
                new AuditEvent.Subject("use_case", useCase.id(), null, null),
                useCase.id(),
                () -> useCases.ensure(useCase));
    }

    /**
     * Makes this key the only one of its subject; the same key again changes nothing.
     *
     * @param useCaseId the purpose that the key is bound to; absent for people who act on the platform itself
     */
    public void ensureKey(TenantId tenant, AccessKey key, String subject, Set<Role> roles, @Nullable String useCaseId) {
        KeyGrant grant = new KeyGrant(tenant, subject, roles, useCaseId);
        if (keys.withdrawn(key)) {
            LOG.log(System.Logger.Level.WARNING, "the key given for {0} was withdrawn: give another", subject);
            return;
        }
        if (keys.settled(key, grant)) {
            return;
        }
        recorded(
                tenant,
                Actions.KEY_ISSUE,
                new AuditEvent.Subject("key", useCaseId == null ? "platform" : useCaseId, null, null),
                useCaseId,
                () -> keys.ensure(key, grant));
    }

    private void recorded(
            TenantId tenant, String action, AuditEvent.Subject what, @Nullable String useCase, Runnable work) {
        HouseActions.Act act = new HouseActions.Act(tenant, ACTOR, "registry", action, what, useCase);
        actions.perform(
                act,
                () -> {
                    work.run();
                    return true;
                },
                done -> Ending.ok());
        refresher.changed();
    }
}
