package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.TenantLedger;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.enforcement.recording.kafka.CoverageMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells sources how far the signed checkpoint covers them; what could not be told is told with the next. For one thread. */
final class Coverage {
    private final KafkaCluster kafka;
    private final Messages messages;
    private final Ledgers ledgers;
    private final Setbacks setbacks = new Setbacks("its sources told what is covered");
    private final Map<Log, Boolean> changed = new HashMap<>();
    private final Set<TenantId> all = new HashSet<>();

    Coverage(KafkaCluster kafka, Messages messages, Ledgers ledgers) {
        this.kafka = kafka;
        this.messages = messages;
        this.ledgers = ledgers;
    }

    /** Of whom it cannot be told at present, and why. */
    SortedMap<String, String> troubles() {
        return setbacks.told();
    }

    /** All sources of a tenant are to hear how far they are. */
    void all(TenantId tenant) {
        all.add(tenant);
    }

    /** A log has come further. */
    void grown(Log log) {
        changed.putIfAbsent(log, false);
    }

    /** A log is to be sent again from where it is covered. */
    void ask(Log log) {
        changed.put(log, true);
    }

    /**
     * Tells what is to be told. What cannot be told of one tenant waits with that tenant.
     *
     * @throws IOException if Kafka does not take what was to be told
     */
    void tell() throws IOException {
        all.removeIf(tenant -> !setbacks.waits(tenant)
                && worked(tenant, () -> {
                    for (Position next : ledgers.of(tenant).wanted()) {
                        grown(Log.of(tenant, next));
                    }
                }));
        Map<Log, ProducerRecord<byte[], byte[]>> told = new LinkedHashMap<>();
        changed.forEach((log, wanted) -> {
            if (!setbacks.waits(log.tenant())) {
                worked(log.tenant(), () -> told.put(log, message(log, wanted)));
            }
        });
        if (!told.isEmpty()) {
            messages.send(List.copyOf(told.values()));
            changed.keySet().removeAll(told.keySet());
            told.keySet().forEach(log -> setbacks.over(log.tenant()));
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    private boolean worked(TenantId tenant, Step step) {
        try {
            step.take();
            return true;
        } catch (IOException | RuntimeException e) {
            setbacks.failed(tenant, Setbacks.reason(e));
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> message(Log log, boolean wanted) throws IOException {
        TenantLedger ledger = ledgers.of(log.tenant());
        long records = ledger.next(new Position(log.source(), log.epoch(), 0));
        // Read after the count: the checkpoint that is named covers at least what is said.
        long size = ledger.reader().checkpoint().size();
        return new CoverageMessage(log.source(), log.epoch(), records, wanted, size)
                .on(kafka.topics().of(Topics.COVERED, log.tenant()), log.tenant());
    }
}
