package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.TenantLedger;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.enforcement.recording.kafka.CoverageMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells sources how far the signed checkpoint covers them; what could not be told is told with the next. For one thread. */
final class Coverage {
    private final KafkaCluster kafka;
    private final Messages messages;
    private final Ledgers ledgers;
    private final Map<Log, Boolean> changed = new HashMap<>();
    private final Set<TenantId> all = new HashSet<>();

    Coverage(KafkaCluster kafka, Messages messages, Ledgers ledgers) {
        this.kafka = kafka;
        this.messages = messages;
        this.ledgers = ledgers;
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

    /** Tells what is to be told. */
    void tell() throws IOException {
        for (TenantId tenant : all) {
            for (Position next : ledgers.of(tenant).wanted()) {
                grown(Log.of(tenant, next));
            }
        }
        if (changed.isEmpty()) {
            all.clear();
            return;
        }
        List<ProducerRecord<byte[], byte[]>> told = new ArrayList<>();
        for (Map.Entry<Log, Boolean> entry : changed.entrySet()) {
            told.add(message(entry.getKey(), entry.getValue()));
        }
        messages.send(told);
        changed.clear();
        all.clear();
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
