package dev.freehold.registry.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/** The registry's PostgreSQL. A type of its own, so that in one JVM nobody is handed another's. */
@Singleton
public class RegistryDatabase {
    private final Jdbi jdbi;

    public RegistryDatabase(@DataSource("registry") AgroalDataSource source) {
        this.jdbi = Jdbi.create(source);
        jdbi.registerArrayType(String.class, "text");
    }

    /** Reads, or writes one statement. */
    public <T, X extends Exception> T with(HandleCallback<T, X> work) throws X {
        return jdbi.withHandle(work);
    }

    /** Writes several statements, all or none. */
    public <X extends Exception> void inTransaction(HandleConsumer<X> work) throws X {
        jdbi.useTransaction(work);
    }

    /** Writes several statements, all or none, with a result. */
    public <T, X extends Exception> T resultOfTransaction(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(work);
    }

    /** Makes transactions that concern one name wait for each other until they end. */
    public static void lockName(Handle handle, String... name) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", String.join("/", name))
                .mapToMap()
                .list();
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(String.class::cast)
                .toList();
    }
}
