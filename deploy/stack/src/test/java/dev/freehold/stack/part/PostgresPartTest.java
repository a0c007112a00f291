package dev.freehold.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.servers.cache.ServerCache;
import dev.freehold.servers.process.Daemon;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Secrets;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL, with the databases and roles that the stack's services get. */
class PostgresPartTest {
    @TempDir
    private static Path home;

    private static StackFolder folder;
    private static Ports ports;
    private static Secrets secrets;
    private static PostgresPart postgres;

    @BeforeAll
    static void start() throws Exception {
        folder = new StackFolder(home.resolve("a home").resolve("stack"));
        folder.create();
        ports = Ports.ensure(folder, new Shape(1, Shape.Engine.wasm));
        secrets = Secrets.open(folder);
        postgres = new PostgresPart(folder, ports, secrets, new ServerCache(home.resolve("cache")));
        up();
        try (Connection owner = connect("audit", "audit_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("create table entry (id int)");
            statement.execute("create table covered (tenant text)");
        }
        postgres.letAuditMoveItsMark();
    }

    @AfterAll
    static void end() {
        new Ending(folder).run();
    }

    @Test
    void the_audit_role_adds_and_reads_and_can_neither_change_nor_delete_nor_make() throws Exception {
        execute("audit", "audit", "insert into entry values (1)");
        execute("audit", "audit", "select * from entry");
        // Answered by a warning alone.
        execute("audit", "audit", "grant update on entry to audit");
        for (String forbidden : List.of(
                "update entry set id = 2",
                "delete from entry",
                "truncate entry",
                "delete from covered",
                "drop table entry",
                "alter table entry add more int",
                "create table other (id int)")) {
            assertThatThrownBy(() -> execute("audit", "audit", forbidden))
                    .as(forbidden)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
        execute("audit", "audit", "insert into covered values ('t')");
        execute("audit", "audit", "update covered set tenant = 'u'");
    }

    @Test
    void a_service_has_its_own_database_and_no_other() throws Exception {
        execute("registry", "registry", "select 1");
        for (String other : List.of("audit", "finetune", "keycloak")) {
            assertThatThrownBy(() -> execute(other, "registry", "select 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
        }
        assertThatThrownBy(() -> execute("registry", "registry", "create table more (id int)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute("registry", "registry", "create role friend"))
                .hasMessageContaining("permission denied");
        execute("registry", "registry_owner", "create table row (id int)");
        execute("registry", "registry", "insert into row values (1)");
        execute("registry", "registry", "delete from row");
    }

    @Test
    void a_wrong_password_does_not_open_it() {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/audit", "audit", "audit"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void after_a_kill_it_starts_again_with_what_was_committed() throws Exception {
        execute("registry", "registry_owner", "create table kept (id int)");
        execute("registry", "registry", "insert into kept values (7)");
        long before = Daemon.read(folder.pid("postgres")).orElseThrow().pid();
        ProcessHandle killed = ProcessHandle.of(before).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get(10, TimeUnit.SECONDS);

        up();

        assertThat(Daemon.read(folder.pid("postgres")).orElseThrow().pid()).isNotEqualTo(before);
        try (Connection connection = connect("registry", "registry");
                Statement statement = connection.createStatement()) {
            assertThat(statement
                            .executeQuery("select id from kept where id = 7")
                            .next())
                    .isTrue();
        }
    }

    private static void up() throws IOException {
        new Starting(folder, List.of(postgres), line -> {}).run();
    }

    private static void execute(String database, String role, String sql) throws SQLException, IOException {
        try (Connection connection = connect(database, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String database, String role) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + database,
                role,
                secrets.of("database." + role).text());
    }
}
