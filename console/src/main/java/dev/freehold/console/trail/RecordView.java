package dev.freehold.console.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One record as a page shows it: a sentence, every field by name, the exact bytes and the way to check them.
 *
 * @param summary what happened, in one or two sentences
 * @param readable whether the bytes are a record of the shape that this release knows
 * @param leaf the exact bytes
 */
public record RecordView(
        long index,
        String address,
        String heading,
        String summary,
        String status,
        String statusClass,
        boolean readable,
        List<Section> sections,
        List<Reason> reasons,
        String leaf,
        int leafSize,
        String leafHash,
        String command) {
    private static final List<String> POSITION = List.of("source", "epoch", "seq", "prev");

    /** Fields that belong together. */
    public record Section(String heading, List<Field> fields) {}

    /**
     * @param exact whether the value is a code or a digest, to be read letter by letter
     * @param address where the value leads, or nothing
     */
    public record Field(String name, String value, boolean exact, String address) {}

    static RecordView of(TrailRecord record) {
        TrailEntry entry = record.entry();
        byte[] leaf = record.leaf();
        Optional<AuditEvent> event = read(leaf);
        List<Section> sections = new ArrayList<>();
        sections.add(RecordSections.record(entry, event));
        event.ifPresentOrElse(
                known -> sections.addAll(RecordSections.of(known)), () -> sections.add(RecordSections.indexed(entry)));
        return new RecordView(
                entry.index(),
                TrailPage.recordAddress(entry.id()),
                "Record " + entry.index(),
                event.map(RecordSummary::of).orElseGet(() -> RecordSummary.of(entry)),
                Words.status(entry.status()),
                Words.statusClass(entry.status()),
                event.isPresent(),
                sections,
                event.map(AuditEvent::policy).map(AuditEvent.Policy::reasons).orElse(List.of()),
                LeafBytes.shown(leaf),
                leaf.length,
                LeafBytes.hash(leaf),
                ProofFiles.command(record));
    }

    /**
     * Reads the event within a leaf; its recorder added where it stands in that recorder's log. Records of other releases
     * may have another shape; their bytes and proofs are as good.
     */
    private static Optional<AuditEvent> read(byte[] leaf) {
        try {
            JsonNode tree = Json.MAPPER.readTree(leaf);
            if (tree instanceof ObjectNode members) {
                members.remove(POSITION);
            }
            return Optional.of(Json.MAPPER.treeToValue(tree, AuditEvent.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
