package dev.freehold.finetune.jobs;

import dev.freehold.finetune.database.FinetuneDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The right to run jobs, which one process of an installation has at a time.
 *
 * <p>PostgreSQL gives it up by itself when the process dies, so that another may take over what was cut off.
 */
final class RunnerLock implements AutoCloseable {
    private static final String KEY = "hashtextextended('finetune/runner', 0)";
    private static final int VALID_SECONDS = 2;
    private final Connection connection;

    private RunnerLock(Connection connection) {
        this.connection = connection;
    }

    /** Takes the right, or is empty if another process has it. */
    static Optional<RunnerLock> take(FinetuneDatabase database) throws SQLException {
        Connection connection = database.connection();
        boolean taken = false;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            taken = row.next() && row.getBoolean(1);
            return taken ? Optional.of(new RunnerLock(connection)) : Optional.empty();
        } finally {
            if (!taken) {
                connection.close();
            }
        }
    }

    /** Whether the connection that the right lives on still stands. */
    boolean held() throws SQLException {
        return connection.isValid(VALID_SECONDS);
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            // The pool keeps the connection open, and with it the right.
            statement.execute("select pg_advisory_unlock(" + KEY + ")");
        }
    }
}
