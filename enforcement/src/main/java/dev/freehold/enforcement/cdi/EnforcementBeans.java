package dev.freehold.enforcement.cdi;

import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.action.HouseActions;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.identity.BearerKeys;
import dev.freehold.enforcement.identity.Commitments;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.identity.TenantKeys;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Makes identity and governed actions from configuration; one of each serves all modules of a process. */
@ApplicationScoped
public class EnforcementBeans {
    static final String HOME = "freehold.home";

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    TenantKeys tenantKeys(Config config) {
        return new TenantKeys(config.getOptionalValue("freehold.tenant-keys", Path.class)
                .orElseGet(() -> home(config).resolve("keys").resolve("tenant")));
    }

    @Produces
    @Singleton
    Pseudonyms pseudonyms(TenantKeys keys) {
        return new Pseudonyms(keys);
    }

    @Produces
    @Singleton
    Commitments commitments(TenantKeys keys) {
        return new Commitments(keys);
    }

    @Produces
    @Singleton
    BearerKeys bearerKeys(DirectoryWhenAsked directory, PresentedTokens tokens) {
        return new BearerKeys(directory.directory(), tokens);
    }

    @Produces
    @Singleton
    DecisionRequests decisionRequests(Clock clock, Pseudonyms pseudonyms) {
        return new DecisionRequests(clock, pseudonyms);
    }

    @Produces
    @Singleton
    AuditEvents auditEvents(Clock clock) {
        return new AuditEvents(clock);
    }

    @Produces
    @Singleton
    GovernedActions governedActions(
            PolicyDecisionPoint policy, AuditRecorder recorder, DecisionRequests requests, AuditEvents events) {
        return new GovernedActions(policy, recorder, requests, events);
    }

    @Produces
    @Singleton
    HouseActions houseActions(AuditRecorder recorder, AuditEvents events, Clock clock) {
        return new HouseActions(recorder, events, clock);
    }

    static Path home(Config config) {
        return Path.of(config.getOptionalValue(HOME, String.class)
                .orElseGet(() -> System.getProperty("user.home") + "/.freehold"));
    }
}
