package dev.freehold.console.trail;

import dev.freehold.console.page.Roles;
import dev.freehold.console.trail.RecordView.Field;
import dev.freehold.console.trail.RecordView.Section;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.finding.FindingCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Every field of a record under the name that people use for it; absent fields are left out. */
final class RecordSections {
    private final String heading;
    private final List<Field> fields = new ArrayList<>();

    private RecordSections(String heading) {
        this.heading = heading;
    }

    /** Where it stands. */
    static Section record(TrailEntry entry, Optional<AuditEvent> event) {
        RecordSections record = new RecordSections("Record")
                .exact("Ledger index", Long.toString(entry.index()))
                .exact("Record id", entry.id())
                .plain("Time", Words.exactly(entry.time()))
                .exact("Type", entry.type());
        event.ifPresent(known -> record.link("Outcome of", known.intent())
                .plain("Tenant", known.tenant().value())
                .exact("Shape", known.schema()));
        return record.section();
    }

    /** What the index says of a record whose bytes have another shape. */
    static Section indexed(TrailEntry entry) {
        return new RecordSections("From the index")
                .plain("Action", entry.action())
                .exact("Who", entry.actor())
                .plain("Use case", entry.useCase())
                .plain("Resource", entry.resource())
                .exact("Decision", entry.decision())
                .plain("Status", entry.status())
                .exact("Code", entry.code())
                .section();
    }

    static List<Section> of(AuditEvent event) {
        List<Section> sections = new ArrayList<>();
        sections.add(who(event));
        sections.add(what(event));
        AuditEvent.Policy policy = event.policy();
        if (policy != null) {
            sections.add(policy(policy));
        }
        if (!event.findings().isEmpty()) {
            sections.add(findings(event.findings()));
        }
        sections.add(outcome(event));
        return sections.stream().filter(section -> !section.fields().isEmpty()).toList();
    }

    private static Section who(AuditEvent event) {
        return new RecordSections("Who")
                .exact("Pseudonym", event.actor().pseudonym())
                .plain("Roles", Roles.names(event.actor().roles()))
                .exact("Key or client", event.actor().client())
                .section();
    }

    private static Section what(AuditEvent event) {
        RecordSections what = new RecordSections("What")
                .plain("Action", Words.sentence(Words.action(event.action())))
                .exact("Action code", event.action())
                .plain("Use case", event.useCase());
        AuditEvent.Subject resource = event.resource();
        if (resource != null) {
            what.plain("Resource", resource.kind().replace('_', ' ') + " " + resource.name())
                    .plain("Its state", resource.state())
                    .exact("Its digest", resource.digest());
            SortedMap<String, String> facts = resource.facts();
            if (facts != null) {
                facts.forEach((name, value) -> what.exact(Words.sentence(name.replace('_', ' ')), value));
            }
        }
        return what.section();
    }

    private static Section policy(AuditEvent.Policy policy) {
        RecordSections section = new RecordSections("Policy")
                .plain("Answer", policy.result())
                .exact("Decision", policy.decision())
                .exact("Policy bundle", policy.bundle())
                .exact("What policy saw", policy.input());
        for (Obligation obligation : policy.obligations()) {
            section.plain("Obligation", obligation.kind() + ": " + String.join(", ", obligation.types()));
        }
        return section.section();
    }

    private static Section findings(List<FindingCount> findings) {
        RecordSections section = new RecordSections("Found in the text");
        for (FindingCount finding : findings) {
            String name = Words.sentence(finding.type().replace('_', ' '));
            section.plain(name, finding.count() + " (" + finding.category() + ")");
        }
        return section.section();
    }

    private static Section outcome(AuditEvent event) {
        RecordSections section = new RecordSections("Outcome");
        AuditEvent.Outcome outcome = event.outcome();
        if (outcome != null) {
            section.plain("Status", Words.status(outcome.status()))
                    .exact("Code", outcome.code())
                    .plain("Duration", Words.milliseconds(outcome.durationMicros()));
        }
        AuditEvent.Usage usage = event.usage();
        if (usage != null) {
            section.plain("Inputs", count(usage.inputs())).plain("Tokens of the prompt", count(usage.promptTokens()));
        }
        AuditEvent.Content content = event.content();
        if (content != null) {
            section.plain("Size of the request", count(content.requestBytes()) + " bytes")
                    .exact("Commitment to the request", content.request())
                    .plain("Size of the answer", count(content.responseBytes()) + " bytes")
                    .exact("Commitment to the answer", content.response());
        }
        return section.section();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private RecordSections plain(String name, @Nullable String value) {
        return add(name, value, false, "");
    }

    private RecordSections exact(String name, @Nullable Object value) {
        return add(name, value, true, "");
    }

    private RecordSections link(String name, @Nullable String id) {
        return add(name, id, true, id == null ? "" : TrailPage.recordAddress(id));
    }

    private RecordSections add(String name, @Nullable Object value, boolean exact, String address) {
        if (value != null) {
            fields.add(new Field(name, value.toString(), exact, address));
        }
        return this;
    }

    private Section section() {
        return new Section(heading, List.copyOf(fields));
    }
}
