package dev.freehold.console.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.identity.Caller;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A trail in memory, which remembers what it was asked and fails when told to. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeTrail implements AuditTrail {
    private static final ProofCheck PROVED = new ProofCheck.Proved(
            3, 700, "q1Zr0Tq1o1Zr0Tq1o1Zr0Tq1o1Zr0Tq1o1Zr0Tq1o0g=", "freehold.example/ledger/default+0a1b2c3d+AQ");

    private final List<TrailRecord> records = new ArrayList<>();
    private final List<TrailQuery> asked = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private ProofCheck check = PROVED;

    public void clear() {
        records.clear();
        asked.clear();
        failure = Optional.empty();
        check = PROVED;
    }

    public void checkAs(ProofCheck answer) {
        check = answer;
    }

    public void add(TrailRecord record) {
        records.add(record);
    }

    /** From now on everybody waits, for some seconds at most. */
    public void hold() {
        open = new CountDownLatch(1);
    }

    public void release() {
        open.countDown();
    }

    private void await() {
        try {
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void fail(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    public List<TrailQuery> asked() {
        return asked;
    }

    @Override
    public List<TrailEntry> search(Caller caller, TrailQuery query) {
        asked.add(query);
        await();
        failure.ifPresent(exception -> {
            throw exception;
        });
        return records.stream()
                .map(TrailRecord::entry)
                .filter(entry -> query.before() == null || entry.index() < query.before())
                .filter(entry -> query.status() == null || entry.status().equals(query.status()))
                .filter(entry -> query.action() == null || entry.action().equals(query.action()))
                .sorted(Comparator.comparingLong(TrailEntry::index).reversed())
                .limit(query.limit())
                .toList();
    }

    @Override
    public Optional<TrailRecord> open(Caller caller, String id) {
        failure.ifPresent(exception -> {
            throw exception;
        });
        return records.stream().filter(record -> record.entry().id().equals(id)).findFirst();
    }

    @Override
    public Optional<ProofCheck> check(Caller caller, String id) {
        return open(caller, id).map(record -> check);
    }

    @Override
    public long size(Caller caller) {
        return records.size();
    }
}
