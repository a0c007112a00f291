package dev.freehold.audit.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.audit.intake.Records;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexedEntryTest {
    @Test
    void an_outcome_shows_its_status_code_and_intent() {
        IndexedEntry indexed =
                IndexedEntry.of(7, new Records("gateway", 3, 2).leaves().get(1));
        assertThat(indexed.entry().index()).isEqualTo(7);
        assertThat(indexed.entry().id()).isEqualTo("gateway-3-1");
        assertThat(indexed.entry().time()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
        assertThat(indexed.entry().type()).isEqualTo("inference.outcome");
        assertThat(indexed.entry().action()).isEqualTo("model.classify");
        assertThat(indexed.entry().actor()).isEqualTo("pseudonym-1");
        assertThat(indexed.entry().useCase()).isEqualTo("triage");
        assertThat(indexed.entry().resource()).isEqualTo("model:acme/notes");
        assertThat(indexed.entry().decision()).isEqualTo("decision-0");
        assertThat(indexed.entry().status()).isEqualTo("denied");
        assertThat(indexed.entry().code()).isEqualTo("LABEL_TOO_HIGH");
        assertThat(List.of(indexed.source(), indexed.epoch(), indexed.seq())).isEqualTo(List.of("gateway", 3L, 1L));
        assertThat(indexed.intent()).isEqualTo("intent-of-gateway-3-1");
    }

    @Test
    void an_intent_is_called_one() {
        IndexedEntry indexed =
                IndexedEntry.of(0, new Records("gateway", 3, 1).leaves().get(0));
        assertThat(indexed.entry().status()).isEqualTo("intent");
        assertThat(indexed.intent()).isNull();
    }

    @Test
    void no_leaf_holds_up_the_index() {
        for (String leaf : List.of("", "no json", "[1]", "{\"id\":5,\"time\":\"yesterday\"}")) {
            assertThat(IndexedEntry.of(0, leaf.getBytes(StandardCharsets.UTF_8))
                            .entry()
                            .id())
                    .isEqualTo("unreadable");
        }
        String strange = "{\"id\":\"a\\u0000b\",\"type\":\"" + "x".repeat(5_000) + "\"}";
        IndexedEntry indexed = IndexedEntry.of(0, strange.getBytes(StandardCharsets.UTF_8));
        assertThat(indexed.entry().id()).isEqualTo("a\ufffdb");
        assertThat(indexed.entry().type()).hasSize(200);
    }
}
