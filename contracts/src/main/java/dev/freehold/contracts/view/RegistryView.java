package dev.freehold.contracts.view;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.KnownModels;
import dev.freehold.contracts.usecase.UseCase;
import java.util.List;

/**
 * What the registry knows at one moment, for processes that answer from memory. It holds hashes of keys, never keys.
 *
 * @param versions oldest first
 * @param keys those in force
 */
public record RegistryView(List<KnownModels.Entry> versions, List<Holder> keys, List<UseCase> useCases) {
    public RegistryView {
        versions = List.copyOf(versions);
        keys = List.copyOf(keys);
        useCases = List.copyOf(useCases);
    }

    /**
     * Whom a key proves.
     *
     * @param key SHA-256 of the key
     */
    public record Holder(Digest key, Caller caller) {}
}
