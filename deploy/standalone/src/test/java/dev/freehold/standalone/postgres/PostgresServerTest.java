package dev.freehold.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path temporary;

    private Home home;

    @BeforeEach
    void a_home_with_a_blank_in_its_name_under_a_private_parent() throws IOException {
        Path parent = Files.createDirectory(
                temporary.resolve("private parent"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        home = new Home(parent.resolve("free hold"), 8080);
        home.create();
    }

    @Test
    void data_outlives_a_kill_and_the_server_comes_back_by_itself() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.start(home)) {
            execute(server, "create table kept (line text)");
            execute(server, "insert into kept values ('before')");
            kill();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answers(server));
            assertThat(read(server)).isEqualTo("before");
        }
    }

    @Test
    void a_server_that_a_killed_platform_left_behind_is_replaced() throws IOException, SQLException {
        PostgresServer leftBehind = PostgresServer.start(home);
        execute(leftBehind, "create table kept (line text)");
        execute(leftBehind, "insert into kept values ('old')");
        long before = postmaster();
        leftBehind.abandon();
        try (PostgresServer next = PostgresServer.start(home)) {
            assertThat(postmaster()).isNotEqualTo(before);
            assertThat(read(next)).isEqualTo("old");
        }
    }

    @Test
    void each_service_gets_a_database_that_no_other_role_can_open() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.start(home)) {
            Map<String, String> settings = ServiceDatabases.ensure(server, home).settings();
            assertThat(ServiceDatabases.ensure(server, home).settings()).isEqualTo(settings);
            String audit = settings.get("quarkus.datasource.audit.jdbc.url");
            try (Connection own =
                    DriverManager.getConnection(audit, "audit", settings.get("quarkus.datasource.audit.password"))) {
                assertThat(own.isValid(5)).isTrue();
            }
            assertThatThrownBy(() -> DriverManager.getConnection(
                            audit, "registry", settings.get("quarkus.datasource.registry.password")))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(audit, "audit", "guess"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void fsync_is_on() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.start(home);
                Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show fsync")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("on");
        }
    }

    private void kill() throws IOException {
        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(home.postgres().resolve("data/postmaster.pid"))
                .get(0));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean answers(PostgresServer server) {
        try (Connection connection = server.connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException down) {
            return false;
        }
    }

    private static String read(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select line from kept")) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
