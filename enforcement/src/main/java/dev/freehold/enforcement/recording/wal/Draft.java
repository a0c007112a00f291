package dev.freehold.enforcement.recording.wal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event on its way into the log: all of its canonical text but the values of the four members that its place decides.
 *
 * <p>The text is made on the caller's thread, since the writer's is the one that everybody waits for.
 */
final class Draft {
    /** The members that are missing, in canonical order. */
    private static final List<String> PLACE = List.of("epoch", "prev", "seq", "source");
    /** More than the values of the four together. */
    private static final int VALUES = 288;
    /** More than the log's own outcome of an intent is longer than the intent: none may stay without. */
    private static final int OUTCOME = 256;

    private final AuditEvent event;
    /** The text before each of the four values, and after the last. */
    private final byte[][] pieces;

    private Draft(AuditEvent event, byte[][] pieces) {
        this.event = event;
        this.pieces = pieces;
    }

    /**
     * @throws RecordingUnavailable if the event has no canonical form or is too long for a record
     */
    static Draft of(AuditEvent event) {
        byte[][] pieces;
        try {
            pieces = pieces(Json.tree(event));
        } catch (IllegalArgumentException e) {
            throw new RecordingUnavailable("the event has no canonical form: " + e.getMessage(), e);
        }
        int bytes = VALUES;
        for (byte[] piece : pieces) {
            bytes += piece.length;
        }
        int most = Frame.LARGEST_RECORD - (event.intent() == null ? OUTCOME : 0);
        if (bytes > most) {
            throw new RecordingUnavailable("the event has " + bytes + " bytes, a record of its kind at most " + most
                    + ": shorten the names in it");
        }
        return new Draft(event, pieces);
    }

    private static byte[][] pieces(JsonNode tree) {
        SortedMap<String, JsonNode> members = new TreeMap<>();
        tree.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        PLACE.forEach(name -> members.put(name, MissingNode.getInstance()));
        byte[][] pieces = new byte[PLACE.size() + 1][];
        int done = 0;
        StringBuilder piece = new StringBuilder(512);
        char separator = '{';
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            // Member names are those of a record: none of them needs escaping.
            piece.append(separator).append('"').append(member.getKey()).append("\":");
            if (member.getValue().isMissingNode()) {
                pieces[done++] = utf8(piece);
                piece.setLength(0);
            } else {
                CanonicalJson.append(member.getValue(), piece);
            }
            separator = ',';
        }
        pieces[done] = utf8(piece.append('}'));
        return pieces;
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
        StringBuilder name = new StringBuilder();
        CanonicalJson.append(JsonNodeFactory.instance.textNode(source), name);
        List<String> values =
                List.of(Long.toString(epoch), "\"" + Digest.ofHash(prev) + "\"", Long.toString(seq), name.toString());
        ByteArrayOutputStream record = new ByteArrayOutputStream(2_048);
        for (int i = 0; i < values.size(); i++) {
            record.writeBytes(pieces[i]);
            record.writeBytes(values.get(i).getBytes(StandardCharsets.UTF_8));
        }
        record.writeBytes(pieces[values.size()]);
        return record.toByteArray();
    }

    private static byte[] utf8(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
