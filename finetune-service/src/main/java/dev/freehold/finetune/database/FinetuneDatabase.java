package dev.freehold.finetune.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The datasource {@code finetune}. A type of its own, so that in one JVM nobody is handed another's. */
@Singleton
public class FinetuneDatabase {
    private final AgroalDataSource source;
    private final Jdbi jdbi;

    public FinetuneDatabase(@DataSource("finetune") AgroalDataSource source) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
    }

    /** Reads, or writes one statement. */
    public <T, X extends Exception> T with(HandleCallback<T, X> work) throws X {
        return jdbi.withHandle(work);
    }

    /** Writes several statements, all or none. */
    public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(work);
    }

    /** A connection that the caller keeps and closes: what a session-wide lock lives on. */
    public Connection connection() throws SQLException {
        return source.getConnection();
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A record as the text of a {@code jsonb} value. */
    public static String json(Object value) {
        return Json.tree(value).toString();
    }

    public static <T> T json(ResultSet row, String column, Class<T> type) throws SQLException {
        return Json.read(row.getString(column).getBytes(StandardCharsets.UTF_8), type);
    }

    public static @Nullable JsonNode tree(ResultSet row, String column) throws SQLException {
        return row.getString(column) == null ? null : json(row, column, JsonNode.class);
    }
}
