package dev.freehold.audit.index.postgres;

import dev.freehold.audit.index.EntryIndex;
import dev.freehold.audit.index.IndexUnavailable;
import dev.freehold.audit.index.IndexedEntry;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.identity.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The index as two tables of the datasource {@code audit}. */
@Singleton
public class EntryTable implements EntryIndex {
    /** One statement with an array for each column, however many entries there are. */
    private static final String ADD = """
            insert into entry (tenant, index, id, time, type, action, actor, use_case, resource, decision, status, code,
                source, epoch, seq, intent)
            select :tenant, * from unnest(:index, :id, :time, :type, :action, :actor, :use_case, :resource, :decision,
                :status, :code, :source, :epoch, :seq, :intent)""";

    private static final String COVER = """
            insert into covered as known (tenant, size, root) values (:tenant, :size, :root)
            on conflict (tenant) do update set size = excluded.size, root = excluded.root
            where known.size = :from_size and known.root = :from_root""";

    private final Jdbi jdbi;

    @Inject
    public EntryTable(@DataSource("audit") AgroalDataSource source) {
        this.jdbi = Jdbi.create(source)
                .registerArrayType(String.class, "text")
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(OffsetDateTime.class, "timestamptz");
    }

    @Override
    public Covered covered(TenantId tenant) {
        return ask(handle -> handle.createQuery("select size, root from covered where tenant = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Covered(row.getLong("size"), row.getString("root")))
                .findOne()
                .orElseGet(() -> new Covered(0, Hash.OF_EMPTY_TREE.base64())));
    }

    @Override
    public void add(TenantId tenant, Covered from, Covered to, List<IndexedEntry> entries) {
        ask(handle -> handle.inTransaction(transaction -> {
            // What a crash takes is filled again from the ledger, whose own writes need the disk more.
            transaction.execute("set local synchronous_commit = off");
            int covered = transaction
                    .createUpdate(COVER)
                    .bind("tenant", tenant.value())
                    .bind("size", to.size())
                    .bind("root", to.root())
                    .bind("from_size", from.size())
                    .bind("from_root", from.root())
                    .execute();
            if (covered == 0) {
                throw new IllegalStateException("another process has filled the index of " + tenant + " meanwhile");
            }
            Rows rows = new Rows(transaction.createUpdate(ADD).bind("tenant", tenant.value()), entries);
            return rows.execute();
        }));
    }

    /** Columns of new rows, each an array. */
    private record Rows(Update insert, List<IndexedEntry> entries) {
        int execute() {
            return numbers("index", indexed -> indexed.entry().index())
                    .texts("id", TrailEntry::id)
                    .column(
                            "time",
                            OffsetDateTime.class,
                            indexed -> indexed.entry().time().atOffset(ZoneOffset.UTC))
                    .texts("type", TrailEntry::type)
                    .texts("action", TrailEntry::action)
                    .texts("actor", TrailEntry::actor)
                    .texts("use_case", TrailEntry::useCase)
                    .texts("resource", TrailEntry::resource)
                    .texts("decision", TrailEntry::decision)
                    .texts("status", TrailEntry::status)
                    .texts("code", TrailEntry::code)
                    .column("source", String.class, IndexedEntry::source)
                    .numbers("epoch", IndexedEntry::epoch)
                    .numbers("seq", IndexedEntry::seq)
                    .column("intent", String.class, IndexedEntry::intent)
                    .insert
                    .execute();
        }

        private Rows texts(String name, Function<TrailEntry, @Nullable String> value) {
            return column(name, String.class, indexed -> value.apply(indexed.entry()));
        }

        private Rows numbers(String name, Function<IndexedEntry, Long> value) {
            return column(name, Long.class, value);
        }

        private <T> Rows column(String name, Class<T> type, Function<IndexedEntry, @Nullable T> value) {
            List<@Nullable T> values = new ArrayList<>(entries.size());
            entries.forEach(indexed -> values.add(value.apply(indexed)));
            insert.bindArray(name, type, values);
            return this;
        }
    }

    @Override
    public List<TrailEntry> search(TenantId tenant, TrailQuery query) {
        Map<String, Object> asked = Filters.of(query);
        String conditions = asked.keySet().stream()
                .map(name -> " and " + Filters.condition(name))
                .collect(Collectors.joining());
        return ask(handle -> handle.createQuery(
                        "select * from entry where tenant = :tenant" + conditions + " order by index desc limit :limit")
                .bindMap(asked)
                .bind("tenant", tenant.value())
                .bind("limit", query.limit())
                .map((row, context) -> entry(row))
                .list());
    }

    @Override
    public OptionalLong find(TenantId tenant, String id) {
        return ask(handle -> handle.createQuery(
                        "select index from entry where tenant = :tenant and id = :id order by index limit 1")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
    }

    private static TrailEntry entry(ResultSet row) throws SQLException {
        return new TrailEntry(
                row.getLong("index"),
                row.getString("id"),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getString("action"),
                row.getString("actor"),
                row.getString("use_case"),
                row.getString("resource"),
                row.getString("decision"),
                row.getString("status"),
                row.getString("code"));
    }

    private <T> T ask(Function<Handle, T> question) {
        try {
            return jdbi.withHandle(question::apply);
        } catch (JdbiException e) {
            throw new IndexUnavailable("the datasource 'audit' does not answer", e);
        }
    }
}
