package dev.freehold.testkit.postgres;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a PostgreSQL on a free port and gives each datasource its own database.
 *
 * <p>Use as {@code @QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value =
 * "registry,audit"))}: sets {@code quarkus.datasource.NAME.jdbc.url}, {@code .username} and {@code .password}.
 */
public final class Postgres implements QuarkusTestResourceLifecycleManager {
    private String[] databases = {};
    private @Nullable EmbeddedPostgres server;

    @Override
    public void init(Map<String, String> args) {
        String names = args.get("databases");
        if (names == null) {
            throw new IllegalArgumentException("name the databases: @ResourceArg(name = \"databases\", ...)");
        }
        databases = names.split(",", -1);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder().start();
            server = started;
            try (Connection connection = started.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String database : databases) {
                    statement.execute("create database \"" + database + "\"");
                    String prefix = "quarkus.datasource." + database + ".";
                    settings.put(prefix + "jdbc.url", started.getJdbcUrl("postgres", database));
                    settings.put(prefix + "username", "postgres");
                    settings.put(prefix + "password", "postgres");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the test databases", e);
        }
        return settings;
    }

    @Override
    public void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
