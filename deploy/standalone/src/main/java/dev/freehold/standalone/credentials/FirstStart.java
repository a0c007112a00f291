package dev.freehold.standalone.credentials;

import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.bootstrap.Bootstrap;
import dev.freehold.standalone.home.Home;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Registers the embedded default's use case and keys; each start finds them there already. */
@ApplicationScoped
public class FirstStart {
    static final String USE_CASE = "complaint-triage";

    private final Bootstrap registry;
    private final TenantId tenant;
    private final Path folder;
    private final int port;

    FirstStart(
            Bootstrap registry,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant,
            @ConfigProperty(name = "freehold.home") String folder,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.registry = registry;
        this.tenant = new TenantId(tenant);
        this.folder = Path.of(folder);
        this.port = port;
    }

    void atStart(@Observes StartupEvent event) throws IOException {
        Credentials credentials = Credentials.ensure(new Home(folder, Math.max(1, port)));
        registry.ensureUseCase(new UseCase(
                tenant,
                USE_CASE,
                "Customer Care",
                "Sort customers' complaints by topic, and draft the answers to simple ones.",
                List.of("PII"),
                List.of("all-minilm-l6-v2", "complaint-classifier", "starter-chat", "mortgage-chat"),
                Confidentiality.CONFIDENTIAL,
                UseCase.SHORTEST_RETENTION_DAYS,
                1_000_000));
        for (Role role : Credentials.ROLES) {
            registry.ensureKey(
                    tenant,
                    credentials.of(role),
                    role.wireName(),
                    Set.of(role),
                    role == Role.APPLICATION ? USE_CASE : null);
        }
    }
}
