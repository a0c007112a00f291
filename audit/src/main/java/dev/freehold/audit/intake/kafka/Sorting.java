package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.RecordsMissing;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.recording.kafka.RecordMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each message: taken into the ledger, left out since it is there, left for the source to send again, or put
 * aside. For one thread.
 */
final class Sorting {
    private final LedgerIntake intake;
    private final Ledgers ledgers;
    private final Coverage coverage;
    private final Refused refused;
    private final Standstills standstills;
    private final Seen seen = new Seen();

    Sorting(LedgerIntake intake, Ledgers ledgers, Coverage coverage, Refused refused, Standstills standstills) {
        this.intake = intake;
        this.ledgers = ledgers;
        this.coverage = coverage;
        this.refused = refused;
        this.standstills = standstills;
    }

    /**
     * Takes the messages of one partition.
     *
     * @return offset of the next message: all before it are dealt with
     * @throws IOException if one could not be dealt with, and all of them have to come again
     */
    long take(TenantId tenant, List<ConsumerRecord<byte[], byte[]>> messages) throws IOException {
        @Nullable Run run = null;
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            RecordMessage record;
            try {
                record = RecordMessage.read(tenant, message);
            } catch (IllegalArgumentException e) {
                refused.put(tenant, message, String.valueOf(e.getMessage()));
                continue;
            }
            if (run == null || !run.goesOn(record, message)) {
                end(tenant, run);
                run = new Run(record, message);
            }
        }
        end(tenant, run);
        return messages.get(messages.size() - 1).offset() + 1;
    }

    private void end(TenantId tenant, @Nullable Run run) throws IOException {
        if (run == null) {
            return;
        }
        Log log = Log.of(tenant, run.first());
        for (int i = 0; i < run.size(); i++) {
            if (seen.otherThan(log, run.at(i).seq(), run.leaves().get(i))) {
                refused.put(tenant, run.message(i), "the ledger has another record at " + run.at(i));
            }
        }
        long known = ledgers.of(tenant).next(run.first());
        try {
            taken(log, run, known, append(tenant, run, 0, run.size()));
        } catch (RecordsMissing e) {
            missing(log, e);
        } catch (IllegalArgumentException e) {
            oneByOne(log, run, known);
        }
    }

    /** One record among them is not what its source's log says: the others go their way. */
    private void oneByOne(Log log, Run run, long known) throws IOException {
        for (int i = 0; i < run.size(); i++) {
            try {
                taken(log, run, known, append(log.tenant(), run, i, i + 1));
            } catch (RecordsMissing e) {
                missing(log, e);
                return;
            } catch (IllegalArgumentException e) {
                String reason = String.valueOf(e.getMessage());
                refused.put(log.tenant(), run.message(i), reason);
                standstills.refused(log, ledgers.of(log.tenant()).next(run.first()), reason);
            }
        }
    }

    private LedgerIntake.Taken append(TenantId tenant, Run run, int from, int to) throws IOException {
        try {
            return intake.append(tenant, run.at(from), run.leaves().subList(from, to));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Notes what has come of a run.
     *
     * @param known records that the ledger had before: of those it is not known that these are the same
     */
    private void taken(Log log, Run run, long known, LedgerIntake.Taken taken) {
        for (int i = 0; i < run.size(); i++) {
            if (run.at(i).seq() >= known && run.at(i).seq() < taken.covered()) {
                seen.taken(log, run.at(i).seq(), run.leaves().get(i));
            }
        }
        standstills.reached(log, taken.covered());
        coverage.grown(log);
    }

    private void missing(Log log, RecordsMissing gap) {
        if (standstills.missing(log, gap.next())) {
            coverage.ask(log);
        }
    }
}
