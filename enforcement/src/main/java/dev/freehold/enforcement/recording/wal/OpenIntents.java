package dev.freehold.enforcement.recording.wal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Intents in the log whose outcome is not in it yet; thread-safe. */
final class OpenIntents {
    private static final String SUFFIX = ".intent";
    private static final List<String> PLACE = List.of("source", "epoch", "seq", "prev");

    private final Map<String, Long> places = new HashMap<>();
    private final NavigableMap<Long, AuditEvent> events = new TreeMap<>();

    private final NavigableMap<Long, AuditEvent> abandoned = new TreeMap<>();

    synchronized void began(long seq, AuditEvent event) {
        if (event.type().endsWith(SUFFIX)) {
            places.put(event.id(), seq);
            events.put(seq, event);
        }
    }

    synchronized void ended(AuditEvent event) {
        Long seq = event.intent() == null ? null : places.remove(event.intent());
        if (seq != null) {
            events.remove(seq);
            abandoned.remove(seq);
        }
    }

    /** Notes that nobody else will end an intent; nothing happens if it has its outcome, or is not in the log. */
    synchronized void abandon(String id) {
        Long seq = places.get(id);
        if (seq != null) {
            abandoned.putAll(events.subMap(seq, true, seq, true));
        }
    }

    /** Notes that nobody else will end any of them. */
    synchronized void abandonAll() {
        abandoned.putAll(events);
    }

    /** The oldest that the log itself has to end; each is one of them until its outcome is on the disk. */
    synchronized List<AuditEvent> abandoned(int most) {
        return abandoned.values().stream().limit(most).toList();
    }

    /** Takes a record that was found in the log. */
    void found(Frame frame) throws IOException {
        AuditEvent event = event(frame);
        began(frame.seq(), event);
        ended(event);
    }

    synchronized List<AuditEvent> all() {
        return List.copyOf(events.values());
    }

    /** Seq of the oldest; the log may not forget it. */
    synchronized long oldest() {
        return events.isEmpty() ? Long.MAX_VALUE : events.firstKey();
    }

    private static AuditEvent event(Frame frame) throws IOException {
        try {
            ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(frame.record());
            return Json.MAPPER.treeToValue(tree.remove(PLACE), AuditEvent.class);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IOException("record " + frame.seq() + " of the audit log is no audit event", e);
        }
    }
}
