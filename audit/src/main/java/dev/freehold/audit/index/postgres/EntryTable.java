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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The index as two tables of the datasource {@code audit}. */
@Singleton
public class EntryTable implements EntryIndex {
    private static final String ADD = """
            insert into entry (tenant, index, id, time, type, action, actor, use_case, resource, decision, status, code,
                source, epoch, seq, intent)
            values (:tenant, :index, :id, :time, :type, :action, :actor, :use_case, :resource, :decision, :status, :code,
                :source, :epoch, :seq, :intent)""";
    private static final String COVER = """
            insert into covered as known (tenant, size, root) values (:tenant, :size, :root)
            on conflict (tenant) do update set size = excluded.size, root = excluded.root
            where known.size = :from_size and known.root = :from_root""";

    private final Jdbi jdbi;

    @Inject
    public EntryTable(@DataSource("audit") AgroalDataSource source) {
        this.jdbi = Jdbi.create(source);
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
            PreparedBatch batch = transaction.prepareBatch(ADD);
            entries.forEach(entry -> bind(batch, tenant, entry).add());
            return batch.execute();
        }));
    }

    private static PreparedBatch bind(PreparedBatch batch, TenantId tenant, IndexedEntry indexed) {
        TrailEntry entry = indexed.entry();
        return batch.bind("tenant", tenant.value())
                .bind("index", entry.index())
                .bind("id", entry.id())
                .bind("time", entry.time().atOffset(ZoneOffset.UTC))
                .bind("type", entry.type())
                .bind("action", entry.action())
                .bind("actor", entry.actor())
                .bind("use_case", entry.useCase())
                .bind("resource", entry.resource())
                .bind("decision", entry.decision())
                .bind("status", entry.status())
                .bind("code", entry.code())
                .bind("source", indexed.source())
                .bind("epoch", indexed.epoch())
                .bind("seq", indexed.seq())
                .bind("intent", indexed.intent());
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
