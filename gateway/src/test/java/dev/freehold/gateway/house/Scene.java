package dev.freehold.gateway.house;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One company with one use case, one key, one approved model, one that waits and one of somebody else's. */
public final class Scene {
    public static final TenantId TENANT = new TenantId("acme");
    public static final String KEY = "fh-key-of-the-support-desk";
    public static final String MODEL = "minilm";
    public static final String WAITING = "minilm-tuned";
    public static final String OTHERS = "board-minutes";
    private static final AtomicLong NEXT = new AtomicLong();

    private Scene() {}

    /** Sets the scene; each has a use case of its own, so that no test spends another's calls. */
    public static UseCase set(House house, long dailyCalls) {
        house.reset();
        UseCase useCase = new UseCase(
                TENANT,
                "support-" + NEXT.incrementAndGet(),
                "Olivia Owner",
                "Sort customers' letters.",
                List.of("PII"),
                List.of(MODEL, WAITING),
                Confidentiality.INTERNAL,
                365,
                dailyCalls);
        house.register(model(MODEL, ModelState.APPROVED));
        house.register(model(WAITING, ModelState.VETTED));
        house.register(model(OTHERS, ModelState.APPROVED));
        house.admit(KEY, new Caller(TENANT, "sam.support", "key-1", Set.of(Role.APPLICATION), useCase));
        return useCase;
    }

    public static ModelVersion model(String name, ModelState state) {
        return new ModelVersion(
                TENANT,
                name,
                Digest.of(name.getBytes(StandardCharsets.UTF_8)),
                ModelKind.BASE,
                state,
                List.of("embeddings"),
                "Apache-2.0",
                Label.PUBLIC,
                "dana.data",
                Instant.parse("2026-11-01T00:00:00Z"),
                null);
    }
}
