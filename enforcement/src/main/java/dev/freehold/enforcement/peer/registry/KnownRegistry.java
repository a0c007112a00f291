package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.KnownModels;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.contracts.view.RegistryView;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view, laid out for look-ups. */
final class KnownRegistry {
    private final KnownModels models;
    private final Map<Digest, Caller> callers = new HashMap<>();
    private final Map<String, UseCase> useCases = new HashMap<>();

    KnownRegistry(RegistryView view) {
        this.models = new KnownModels(view.versions());
        view.keys().forEach(holder -> callers.put(holder.key(), holder.caller()));
        view.useCases().forEach(useCase -> useCases.put(name(useCase.tenant(), useCase.id()), useCase));
    }

    KnownModels models() {
        return models;
    }

    @Nullable
    Caller caller(Digest key) {
        return callers.get(key);
    }

    @Nullable
    UseCase useCase(TenantId tenant, String id) {
        return useCases.get(name(tenant, id));
    }

    private static String name(TenantId tenant, String id) {
        return tenant + "/" + id;
    }
}
