package dev.freehold.enforcement.action;

import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.enforcement.identity.Pseudonyms;
import java.time.Clock;
import java.util.List;

/** Writes what policy sees of an action: the time, pseudonyms in place of people, counts in place of text. */
public final class DecisionRequests {
    private final Clock clock;
    private final Pseudonyms pseudonyms;

    public DecisionRequests(Clock clock, Pseudonyms pseudonyms) {
        this.clock = clock;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The request for a decision on an action, now.
     *
     * @param resource its creator, where known, is the plain subject; the request carries the pseudonym
     * @param callsToday calls that the use case made in this UTC day; 0 where no quota counts
     */
    public DecisionRequest of(
            Caller caller,
            String action,
            DecisionRequest.Resource resource,
            List<FindingCount> findings,
            long callsToday) {
        String creator = resource.creator();
        return new DecisionRequest(
                DecisionRequest.SCHEMA,
                clock.instant(),
                caller.tenant(),
                new DecisionRequest.Subject(
                        pseudonyms.of(caller.tenant(), caller.subject()), caller.client(), List.copyOf(caller.roles())),
                action,
                new DecisionRequest.Resource(
                        resource.kind(),
                        resource.name(),
                        resource.digest(),
                        resource.state(),
                        resource.licence(),
                        resource.label(),
                        creator == null ? null : pseudonyms.of(caller.tenant(), creator),
                        resource.leakTest()),
                caller.useCase(),
                findings,
                callsToday);
    }
}
