package dev.freehold.gateway.identity.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.identity.TenantKeys;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongKeysTest {
    @TempDir
    Path keys;

    private final List<AuditEvent> events = new ArrayList<>();
    private boolean diskFull;
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void a_flood_writes_no_more_than_its_bound_and_loses_no_count() {
        WrongKeys wrongKeys = wrongKeys();
        for (int i = 0; i < 1000; i++) {
            wrongKeys.note();
        }
        assertThat(events).hasSize(4);
        now = now.plusSeconds(1);
        wrongKeys.note();
        assertThat(events).hasSize(6);
        assertThat(events.stream()
                        .filter(event -> event.outcome() == null)
                        .mapToLong(event -> event.usage().inputs())
                        .sum())
                .isEqualTo(1001);
    }

    @Test
    void each_record_has_its_outcome() {
        wrongKeys().note();
        assertThat(events.get(0).type()).isEqualTo("auth.intent");
        assertThat(events.get(1).type()).isEqualTo("auth.outcome");
        assertThat(events.get(1).intent()).isEqualTo(events.get(0).id());
        assertThat(events.get(1).outcome().status()).isEqualTo("denied");
    }

    @Test
    void a_full_disk_stops_no_refusal_and_keeps_the_count() {
        WrongKeys wrongKeys = wrongKeys();
        diskFull = true;
        wrongKeys.note();
        diskFull = false;
        wrongKeys.note();
        assertThat(events.get(0).usage().inputs()).isEqualTo(2);
    }

    private WrongKeys wrongKeys() {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new WrongKeys(this::record, new Pseudonyms(new TenantKeys(keys.resolve("tenant"))), clock, "acme", 2);
    }

    private Receipt record(AuditEvent event) {
        if (diskFull) {
            throw new RecordingUnavailable("the disk is full");
        }
        events.add(event);
        return new Receipt(new Position("test", 0, events.size()), Digest.of(new byte[0]));
    }
}
