package dev.freehold.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the clusters of CloudNativePG are told when they are made, told to a PostgreSQL. */
class DatabaseRightsTest {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        for (JsonNode cluster : Chart.ours().render(Chart.valueSet("operators")).ofKind("Cluster")) {
            JsonNode made = cluster.at("/spec/bootstrap/initdb");
            String database = made.path("database").asText();
            String owner = made.path("owner").asText();
            as("postgres", "postgres", "create role " + owner + " login");
            as("postgres", "postgres", "create database " + database + " owner " + owner);
            for (JsonNode statement : made.path("postInitApplicationSQL")) {
                as("postgres", database, statement.asText());
            }
            as(owner, database, "create table covered (upto bigint)");
            as(owner, database, "create table entry (leaf bigint)");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void audit_adds_entries_and_moves_its_mark_and_changes_nothing() throws SQLException {
        as("audit", "audit", "insert into entry values (1)");
        as("audit", "audit", "update covered set upto = 1");
        for (String change : new String[] {"update entry set leaf = 2", "delete from entry", "delete from covered"}) {
            assertThatThrownBy(() -> as("audit", "audit", change)).hasMessageContaining("permission denied for table");
        }
    }

    @Test
    void the_registry_works_in_its_tables_and_does_not_shape_them() throws SQLException {
        as("registry", "registry", "insert into entry values (1)");
        as("registry", "registry", "delete from entry");
        assertThatThrownBy(() -> as("registry", "registry", "create table other (n int)"))
                .hasMessageContaining("permission denied for schema");
        assertThatThrownBy(() -> as("registry", "registry", "drop table entry")).hasMessageContaining("must be owner");
    }

    @Test
    void no_service_reads_the_database_of_another() {
        assertThatThrownBy(() -> as("registry", "audit", "select 1")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> as("audit", "finetune", "select 1")).hasMessageContaining("permission denied");
    }

    private static void as(String role, String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase(role, database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
