package dev.freehold.enforcement.recording.wal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * An event on its way into the log: all of its canonical text but the four members that its place decides.
 *
 * <p>The text is made on the caller's thread, since the writer's is the one that everybody waits for.
 */
final class Draft {
    /** More than the text of source, epoch, seq and prev together. */
    private static final int PLACE = 320;
    /** More than the log's own outcome of an intent is longer than the intent: none may stay without. */
    private static final int OUTCOME = 256;

    private final AuditEvent event;
    private final SortedMap<String, String> members;

    private Draft(AuditEvent event, SortedMap<String, String> members) {
        this.event = event;
        this.members = members;
    }

    /**
     * @throws RecordingUnavailable if the event has no canonical form or is too long for a record
     */
    static Draft of(AuditEvent event) {
        SortedMap<String, String> members = new TreeMap<>();
        try {
            Json.tree(event).properties().forEach(member -> members.put(member.getKey(), text(member.getValue())));
        } catch (IllegalArgumentException e) {
            throw new RecordingUnavailable("the event has no canonical form: " + e.getMessage(), e);
        }
        int bytes = PLACE;
        for (Map.Entry<String, String> member : members.entrySet()) {
            bytes += member.getKey().length() + member.getValue().getBytes(StandardCharsets.UTF_8).length + 4;
        }
        int most = Frame.LARGEST_RECORD - (event.intent() == null ? OUTCOME : 0);
        if (bytes > most) {
            throw new RecordingUnavailable("the event has " + bytes + " bytes, a record of its kind at most " + most
                    + ": shorten the names in it");
        }
        return new Draft(event, members);
    }

    AuditEvent event() {
        return event;
    }

    /** An outcome ends what is under way already, so it may use the log's reserve. */
    boolean ends() {
        return event.intent() != null;
    }

    /** The record's exact bytes, in its place. */
    byte[] sealed(String source, long epoch, long seq, byte[] prev) {
        SortedMap<String, String> all = new TreeMap<>(members);
        all.put("source", text(JsonNodeFactory.instance.textNode(source)));
        all.put("epoch", Long.toString(epoch));
        all.put("seq", Long.toString(seq));
        all.put("prev", "\"" + Digest.ofHash(prev) + "\"");
        StringJoiner json = new StringJoiner(",", "{", "}");
        for (Map.Entry<String, String> member : all.entrySet()) {
            // Member names are those of a record: none of them needs escaping.
            json.add("\"" + member.getKey() + "\":" + member.getValue());
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode value) {
        return new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
    }
}
