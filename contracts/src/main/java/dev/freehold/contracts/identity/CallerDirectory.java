package dev.freehold.contracts.identity;

import dev.freehold.contracts.usecase.UseCase;

/** Port: tells who presents an access key. Answers from memory; safe to call on the hot path. */
public interface CallerDirectory {
    Authentication authenticate(AccessKey key);

    /** The use case that a token of an identity provider names. A directory that keeps none cannot tell. */
    default NamedUseCase useCase(TenantId tenant, String id) {
        return new NamedUseCase.Unavailable("This directory keeps no use cases.");
    }

    /** What became of a use case's name. */
    sealed interface NamedUseCase {
        record Registered(UseCase useCase) implements NamedUseCase {}

        record Unknown() implements NamedUseCase {}

        /** Nobody can tell at present; the call must be refused. */
        record Unavailable(String reason) implements NamedUseCase {}
    }
}
