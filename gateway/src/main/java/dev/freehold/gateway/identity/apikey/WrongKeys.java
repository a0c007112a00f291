package dev.freehold.gateway.identity.apikey;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.AuditEvent.Actor;
import dev.freehold.contracts.audit.AuditEvent.Outcome;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.EventIds;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Records requests that came without a good key, a bounded number in each second: anybody can send them, and a flood must not
 * fill the log. Those beyond the bound are counted, and the next record says how many it stands for (in {@code usage.inputs}).
 *
 * <p>Nobody is waiting for these records with an answer in hand: a refusal leaks nothing, so it is given even where the log
 * cannot be written.
 */
@ApplicationScoped
public class WrongKeys {
    static final String FAMILY = "auth";
    static final String ACTION = "key.present";
    private static final System.Logger LOG = System.getLogger(WrongKeys.class.getName());

    private final AuditRecorder recorder;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final TenantId tenant;
    private final int perSecond;
    private long second = Long.MIN_VALUE;
    private int recordedInSecond;
    private long unrecorded;

    WrongKeys(
            AuditRecorder recorder,
            Pseudonyms pseudonyms,
            Clock clock,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant,
            @ConfigProperty(name = "freehold.gateway.wrong-keys-per-second") int perSecond) {
        if (perSecond < 1 || perSecond > 1000) {
            throw new IllegalArgumentException("freehold.gateway.wrong-keys-per-second is 1 to 1000");
        }
        this.recorder = recorder;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.tenant = new TenantId(tenant);
        this.perSecond = perSecond;
    }

    /** Notes one refused request. */
    void note() {
        Instant now = clock.instant();
        long standsFor = due(now.getEpochSecond());
        if (standsFor == 0) {
            return;
        }
        try {
            AuditEvent intent = event(now, ".intent", standsFor, null, null);
            recorder.record(intent);
            recorder.record(
                    event(now, ".outcome", standsFor, new Outcome(Outcome.DENIED, "invalid_api_key", 0), intent.id()));
        } catch (RecordingUnavailable | UncheckedIOException e) {
            giveBack(standsFor);
            LOG.log(System.Logger.Level.ERROR, "a wrong key was not recorded: {0}", e.getMessage());
        }
    }

    /** How many refusals a record written now stands for; 0 if it must wait. */
    private synchronized long due(long now) {
        unrecorded++;
        if (now != second) {
            second = now;
            recordedInSecond = 0;
        }
        if (recordedInSecond == perSecond) {
            return 0;
        }
        recordedInSecond++;
        long standsFor = unrecorded;
        unrecorded = 0;
        return standsFor;
    }

    private synchronized void giveBack(long refusals) {
        unrecorded += refusals;
    }

    private AuditEvent event(
            Instant now, String phase, long standsFor, @Nullable Outcome outcome, @Nullable String intent) {
        return new AuditEvent(
                AuditEvent.SCHEMA,
                EventIds.at(now),
                FAMILY + phase,
                now,
                tenant,
                ACTION,
                new Actor(pseudonyms.of(tenant, "unknown"), "unknown", List.of()),
                null,
                null,
                null,
                List.of(),
                null,
                new AuditEvent.Usage(standsFor, 0),
                outcome,
                intent);
    }
}
