package dev.freehold.console.start;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A catalogue in memory. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeModels implements ModelCatalogue {
    private final List<ModelVersion> versions = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();

    public void clear() {
        versions.clear();
        failure = Optional.empty();
    }

    public void fail(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    public void add(String name, String task, ModelState state, Confidentiality confidentiality) {
        versions.add(new ModelVersion(
                new TenantId("default"),
                name,
                Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                ModelKind.BASE,
                state,
                List.of(task),
                "Apache-2.0",
                new Label(confidentiality, List.of("PII"), null, null, null, List.of(), true),
                "jane",
                Instant.parse("2026-11-23T08:00:00Z"),
                null));
    }

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        return new Resolution.Unknown();
    }

    @Override
    public List<ModelVersion> list(TenantId tenant) {
        failure.ifPresent(exception -> {
            throw exception;
        });
        return List.copyOf(versions);
    }
}
