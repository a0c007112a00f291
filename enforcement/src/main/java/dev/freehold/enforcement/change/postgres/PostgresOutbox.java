package dev.freehold.enforcement.change.postgres;

import dev.freehold.contracts.change.Change;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.change.Outbox;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The table {@code change_outbox} of a service's own database, which triggers fill: one row for each thing that ever changed.
 *
 * <p>One process tells at a time, under an advisory lock, so that an older change of a thing is never told after a newer. No
 * row is locked while changes are told: whoever writes one never waits for that.
 */
public final class PostgresOutbox implements Outbox {
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('change_outbox', 0))";
    private static final String WAITING = """
            select tenant, kind, key, revision, facts from change_outbox
            where told < revision order by revision limit ?
            """;
    private static final String TOLD = """
            update change_outbox set told = greatest(told, ?) where tenant = ? and kind = ? and key = ?
            """;
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private final DataSource source;

    public PostgresOutbox(DataSource source) {
        this.source = source;
    }

    @Override
    public int relay(int most, Teller teller) throws IOException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int told = alone(connection) ? relay(connection, most, teller) : 0;
                connection.commit();
                return told;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IOException("the outbox cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean alone(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALONE);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static int relay(Connection connection, int most, Teller teller) throws SQLException, IOException {
        List<Waiting> waiting = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.setInt(1, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    waiting.add(read(row));
                }
            }
        }
        if (!waiting.isEmpty()) {
            teller.tell(waiting);
            told(connection, waiting);
        }
        return waiting.size();
    }

    private static Waiting read(ResultSet row) throws SQLException {
        Change change = new Change(new TenantId(row.getString("tenant")), row.getString("kind"), row.getString("key"));
        return new Waiting(change, row.getLong("revision"), row.getString("facts"));
    }

    private static void told(Connection connection, List<Waiting> told) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
            for (Waiting each : told) {
                statement.setLong(1, each.revision());
                statement.setString(2, each.change().tenant().value());
                statement.setString(3, each.change().kind());
                statement.setString(4, each.change().key());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
