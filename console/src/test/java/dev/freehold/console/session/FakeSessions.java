package dev.freehold.console.session;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Set;

/** Knows a session for each role, named like the role; "nobody-knows" cannot be told. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeSessions implements Sessions {
    public static final String OFFICER = "compliance-officer";
    public static final String ENGINEER = "data-engineer";
    public static final String APPROVER = "approver";
    public static final String DEVELOPER = "application";

    /** A developer whose key has no use case. */
    public static final String NO_PURPOSE = "no-purpose";

    private static final UseCase TRIAGE = new UseCase(
            new TenantId("default"),
            "complaint-triage",
            "Customer Care",
            "Sort customers' complaints by topic, so that the right team answers first.",
            List.of("PII"),
            List.of("all-minilm-l6-v2", "complaint-classifier", "support-writer"),
            Confidentiality.CONFIDENTIAL,
            183,
            1_000_000);

    @Override
    public Authentication resolve(AccessKey sessionToken) {
        String name = sessionToken.reveal();
        if (name.equals("nobody-knows")) {
            return new Authentication.Unavailable("The list of sessions cannot be read.");
        }
        if (name.equals(NO_PURPOSE)) {
            return new Authentication.Known(
                    new Caller(new TenantId("default"), "jane", "browser", Set.of(Role.APPLICATION), null));
        }
        try {
            Role role = Role.of(name);
            UseCase useCase = role == Role.APPLICATION ? TRIAGE : null;
            return new Authentication.Known(
                    new Caller(new TenantId("default"), "jane", "browser", Set.of(role), useCase));
        } catch (IllegalArgumentException e) {
            return new Authentication.Unknown();
        }
    }

    @Override
    public void end(AccessKey sessionToken) {
        // Names of roles never end.
    }
}
