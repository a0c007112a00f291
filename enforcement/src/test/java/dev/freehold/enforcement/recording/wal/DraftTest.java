package dev.freehold.enforcement.recording.wal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import org.junit.jupiter.api.Test;

class DraftTest {
    @Test
    void a_draft_in_its_place_equals_the_canonical_form_of_the_whole() {
        AuditEvent intent = Events.intent();
        for (AuditEvent event : new AuditEvent[] {intent, Events.outcome(intent)}) {
            ObjectNode whole = (ObjectNode) Json.tree(event);
            whole.put("source", "node-1").put("epoch", 3L).put("seq", 4L).put("prev", "sha256:" + "00".repeat(32));
            assertThat(Draft.of(event).sealed("node-1", 3, 4, new byte[32])).isEqualTo(CanonicalJson.bytes(whole));
        }
    }
}
