package dev.freehold.stack.part;

import dev.freehold.servers.secret.Secret;
import dev.freehold.stack.home.Secrets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A database for each service, with two roles: one that owns the tables and changes their shape when the service starts,
 * and one that the running service has, which can do no more than its work.
 */
final class ServiceDatabases {
    /**
     * @param name of the database and of the running service's role
     * @param rights of that role in every table
     */
    record Database(String name, String rights) {
        String owner() {
            return name + "_owner";
        }
    }

    private static final List<Database> ALL = List.of(
            new Database("registry", "select, insert, update, delete"),
            new Database("finetune", "select, insert, update, delete"),
            // What was recorded is never changed or taken away, not even by whoever takes over the service.
            new Database("audit", "select, insert"));

    /** Keycloak makes its tables by itself. */
    private static final String KEYCLOAK = "keycloak";

    /** Opens a database as the cluster's owner. */
    @FunctionalInterface
    interface Opener {
        Connection open(String database) throws SQLException, IOException;
    }

    private final Opener opener;
    private final Secrets secrets;

    ServiceDatabases(Opener opener, Secrets secrets) {
        this.opener = opener;
        this.secrets = secrets;
    }

    /** Creates what is missing. */
    void ensure() throws IOException {
        try (Connection cluster = opener.open("postgres");
                Statement statement = cluster.createStatement()) {
            role(cluster, KEYCLOAK);
            database(cluster, KEYCLOAK, KEYCLOAK);
            for (Database database : ALL) {
                role(cluster, database.owner());
                role(cluster, database.name());
                database(cluster, database.name(), database.owner());
                statement.execute("grant connect on database " + database.name() + " to " + database.name());
                rights(database);
            }
        } catch (SQLException e) {
            throw new IOException("cannot create the services' databases", e);
        }
    }

    /** Names are ours and passwords are hex: neither can carry a quote. */
    private void role(Connection cluster, String name) throws SQLException, IOException {
        if (!exists(cluster, "select 1 from pg_roles where rolname = ?", name)) {
            Secret password = secrets.of("database." + name);
            try (Statement statement = cluster.createStatement()) {
                statement.execute("create role " + name + " login password '" + password.text() + "'");
            }
        }
    }

    private static void database(Connection cluster, String name, String owner) throws SQLException {
        try (Statement statement = cluster.createStatement()) {
            if (!exists(cluster, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + name + " owner " + owner);
            }
            statement.execute("revoke all on database " + name + " from public");
        }
    }

    /** Of tables that are there, and of those that the owner will make. */
    private void rights(Database database) throws SQLException, IOException {
        try (Connection connection = opener.open(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("revoke all on schema public from public");
            statement.execute("grant usage, create on schema public to " + database.owner());
            statement.execute("grant usage on schema public to " + database.name());
            String mine = "alter default privileges for role " + database.owner() + " in schema public grant ";
            statement.execute(mine + database.rights() + " on tables to " + database.name());
            statement.execute(mine + "usage on sequences to " + database.name());
        }
    }

    /** How far the index has read each ledger is a mark, not a record: it moves. */
    void letAuditMoveItsMark() throws IOException {
        try (Connection connection = opener.open("audit");
                Statement statement = connection.createStatement()) {
            statement.execute("grant update on covered to audit");
        } catch (SQLException e) {
            throw new IOException("cannot grant what the audit service needs", e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }
}
