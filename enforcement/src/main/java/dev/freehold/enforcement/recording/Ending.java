package dev.freehold.enforcement.recording;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.finding.FindingCount;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an action ended.
 *
 * @param status one of {@link AuditEvent.Outcome}'s
 * @param code problem code where it did not go well
 * @param findings what was found in the answer
 * @param facts what came to be known of what was acted on
 */
public record Ending(
        String status,
        @Nullable String code,
        List<FindingCount> findings,
        AuditEvent.@Nullable Content content,
        AuditEvent.@Nullable Usage usage,
        SortedMap<String, String> facts) {
    public Ending {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        findings = List.copyOf(findings);
    }

    public static Ending ok() {
        return plain(AuditEvent.Outcome.OK, null);
    }

    public static Ending denied(String code) {
        return plain(AuditEvent.Outcome.DENIED, code);
    }

    public static Ending failed(String code) {
        return plain(AuditEvent.Outcome.FAILED, code);
    }

    /** The action's process ended, or its caller left, before the action did; or its outcome did not come into the log. */
    public static Ending interrupted(String code) {
        return plain(AuditEvent.Outcome.INTERRUPTED, code);
    }

    private static Ending plain(String status, @Nullable String code) {
        return new Ending(status, code, List.of(), null, null, new TreeMap<>());
    }

    /** The same ending, of an action that had bodies. */
    public Ending with(AuditEvent.@Nullable Content bodies, AuditEvent.@Nullable Usage used) {
        return new Ending(status, code, findings, bodies, used, facts);
    }

    /** The same ending, of an action that brought something to light. */
    public Ending with(SortedMap<String, String> known) {
        return new Ending(status, code, findings, content, usage, known);
    }

    /** The same ending, of an action in whose answer something was found. */
    public Ending found(List<FindingCount> inAnswer) {
        return new Ending(status, code, inAnswer, content, usage, facts);
    }
}
