package dev.freehold.stack.part;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.cache.ServerCache;
import dev.freehold.servers.postgres.PostgresPrograms;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Secrets;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One PostgreSQL cluster, with a database for each service that keeps state and one for Keycloak; fsync stays on. */
final class PostgresPart implements Part {
    private static final String OWNER = "freehold";
    private static final int INIT_LIMIT_SECONDS = 120;
    private static final int CONNECT_SECONDS = 3;

    private final StackFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Path programs;

    PostgresPart(StackFolder folder, Ports ports, Secrets secrets, ServerCache cache) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.programs = cache.entry("postgres-" + PostgresPrograms.VERSION);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return ports.of("postgres");
    }

    @Override
    public Set<String> after() {
        return Set.of();
    }

    @Override
    public void prepare() throws IOException {
        PostgresPrograms.unpack(programs);
        if (!Files.exists(cluster())) {
            initialise();
        }
    }

    private Path cluster() {
        return folder.data("postgres").resolve("cluster");
    }

    /** Made beside its place and moved there whole, so that an interrupted first start leaves no half a cluster. */
    private void initialise() throws IOException {
        Files.createDirectories(folder.data("postgres"));
        Path draft = Files.createTempDirectory(folder.data("postgres"), ".cluster");
        Path password = folder.keys().resolve("postgres.password");
        PrivateFile.write(password, secrets.of("postgres").text());
        run(List.of(
                program("initdb"),
                "--pgdata=" + draft,
                "--username=" + OWNER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C"));
        Files.delete(password);
        Files.writeString(draft.resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = 64MB
                password_encryption = 'scram-sha-256'
                """);
        Files.move(draft, cluster());
    }

    @Override
    public List<String> command() {
        return withoutRoot(List.of(program("postgres"), "-D", cluster().toString(), "-p", Integer.toString(port())));
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }

    @Override
    public boolean ready() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(CONNECT_SECONDS);
        } catch (SQLException | IOException notYet) {
            return false;
        }
    }

    @Override
    public void settle() throws IOException {
        new ServiceDatabases(this::connect, secrets).ensure();
    }

    /** Asked for once the audit service has made its tables. */
    void letAuditMoveItsMark() throws IOException {
        new ServiceDatabases(this::connect, secrets).letAuditMoveItsMark();
    }

    private Connection connect(String database) throws SQLException, IOException {
        Properties who = new Properties();
        who.setProperty("user", OWNER);
        who.setProperty("password", secrets.of("postgres").text());
        who.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        who.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        who.setProperty("socketTimeout", "20");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, who);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(withoutRoot(command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readNBytes(16_384), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(INIT_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ServerFailed(Path.of(command.get(0)).getFileName() + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("interrupted", e);
        }
    }

    /** PostgreSQL refuses to run as root: within a user namespace of its own it sees another user, the files stay ours. */
    private static List<String> withoutRoot(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(command);
        return wrapped;
    }
}
