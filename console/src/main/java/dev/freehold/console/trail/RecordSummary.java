package dev.freehold.console.trail;

import dev.freehold.console.page.Roles;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.identity.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, in plain sentences. */
final class RecordSummary {
    private RecordSummary() {}

    static String of(AuditEvent event) {
        return who(event.actor().roles()) + " asked to " + Words.action(event.action()) + resource(event.resource())
                + purpose(event.useCase()) + "." + policy(event.policy()) + outcome(event.outcome());
    }

    static String of(TrailEntry entry) {
        return "Somebody asked to " + Words.action(entry.action()) + purpose(entry.useCase()) + ".";
    }

    private static String who(List<Role> roles) {
        if (roles.isEmpty()) {
            return "Somebody without a role";
        }
        String role = Roles.names(roles);
        return ("aeio".indexOf(role.charAt(0)) >= 0 ? "An " : "A ") + role;
    }

    private static String resource(AuditEvent.@Nullable Subject resource) {
        return resource == null ? "" : " (" + resource.kind().replace('_', ' ') + " " + resource.name() + ")";
    }

    private static String purpose(@Nullable String useCase) {
        return useCase == null ? "" : ", for the use case " + useCase;
    }

    private static String policy(AuditEvent.@Nullable Policy policy) {
        if (policy == null) {
            return "";
        }
        return switch (policy.result()) {
            case "allowed" ->
                policy.obligations().isEmpty() ? " Policy allowed it." : " Policy allowed it, with obligations.";
            case "denied" -> " Policy denied it.";
            case "unavailable" -> " Policy could not answer, so it was refused.";
            default -> " Policy answered " + policy.result() + ".";
        };
    }

    private static String outcome(AuditEvent.@Nullable Outcome outcome) {
        if (outcome == null) {
            return " This is the record made before it was done; its outcome is a record of its own.";
        }
        String time = Words.milliseconds(outcome.durationMicros());
        return switch (outcome.status()) {
            case AuditEvent.Outcome.OK -> " It was done, in " + time + ".";
            case AuditEvent.Outcome.DENIED -> " Nothing was done.";
            case AuditEvent.Outcome.FAILED -> " It failed after " + time + ".";
            case AuditEvent.Outcome.INTERRUPTED -> " It was cut off; how far it came is not known.";
            default -> " It ended as " + outcome.status() + ".";
        };
    }
}
