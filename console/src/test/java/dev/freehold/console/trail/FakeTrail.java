package dev.freehold.console.trail;

import dev.freehold.contracts.audit.AuditTrail;
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

/** A trail in memory, which remembers what it was asked and fails when told to. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeTrail implements AuditTrail {
    private final List<TrailRecord> records = new ArrayList<>();
    private final List<TrailQuery> asked = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();

    void clear() {
        records.clear();
        asked.clear();
        failure = Optional.empty();
    }

    void add(TrailRecord record) {
        records.add(record);
    }

    void fail(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    List<TrailQuery> asked() {
        return asked;
    }

    @Override
    public List<TrailEntry> search(Caller caller, TrailQuery query) {
        asked.add(query);
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
    public long size(Caller caller) {
        return records.size();
    }
}
