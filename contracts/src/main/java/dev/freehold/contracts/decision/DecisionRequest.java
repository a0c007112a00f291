package dev.freehold.contracts.decision;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.usecase.UseCase;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole input of one decision: policy sees this and nothing else, so that the decision can be replayed.
 *
 * @param schema version of this shape
 * @param now the time of the decision; policies have no clock of their own
 * @param action what is asked, such as {@code model.embed} or {@code model.approve} (see {@link Actions})
 * @param useCase the purpose of the call; absent for actions on the platform itself
 */
public record DecisionRequest(
        String schema,
        Instant now,
        TenantId tenant,
        Subject subject,
        String action,
        Resource resource,
        @Nullable UseCase useCase,
        List<FindingCount> findings,
        long callsToday) {
    public static final String SCHEMA = "freehold.decision/1";

    /**
     * @param pseudonym keyed pseudonym of the subject (docs/glossary.md), never the name itself
     */
    public record Subject(String pseudonym, String client, List<Role> roles) {
        public Subject {
            roles = List.copyOf(new TreeSet<>(roles));
        }
    }

    /**
     * @param kind {@code model}, {@code dataset}, {@code job}, {@code key}, {@code trail} or {@code use_case}
     * @param creator keyed pseudonym of whoever made it: separation of duties compares it with the subject's
     * @param leakTest {@link dev.freehold.contracts.model.LeakTest} of a model by its wire name
     */
    public record Resource(
            String kind,
            String name,
            @Nullable Digest digest,
            @Nullable String state,
            @Nullable String licence,
            @Nullable Label label,
            @Nullable String creator,
            @Nullable String leakTest) {
        /** A resource of which no leak test is known. */
        public Resource(
                String kind,
                String name,
                @Nullable Digest digest,
                @Nullable String state,
                @Nullable String licence,
                @Nullable Label label,
                @Nullable String creator) {
            this(kind, name, digest, state, licence, label, creator, null);
        }

        /** A resource that has nothing but a name. */
        public static Resource named(String kind, String name) {
            return new Resource(kind, name, null, null, null, null, null, null);
        }
    }

    public DecisionRequest {
        findings = List.copyOf(findings);
    }
}
