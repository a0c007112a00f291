package dev.freehold.standalone.postgres;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.postgres.PostgresPrograms;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.standalone.Loopback;
import dev.freehold.standalone.StartRefused;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL that this process starts, watches and stops.
 *
 * <p>The data folder persists; fsync stays on. It listens on a free loopback port and on no socket file, and asks every
 * connection for a password. If it dies while the platform runs, it is started again on the same port.
 */
public final class PostgresServer implements AutoCloseable {
    static final String OWNER = "freehold";

    private static final System.Logger LOG = System.getLogger(PostgresServer.class.getName());
    private static final String PROGRAMS = "binaries-" + PostgresPrograms.VERSION;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path binaries;
    private final Path data;
    private final Path log;
    private final int port;
    private final String password;
    private volatile boolean closing;
    private volatile Process process;

    private PostgresServer(Path binaries, Home home, int port, String password) throws IOException {
        this.binaries = binaries;
        this.data = home.postgres().resolve("data");
        this.log = home.logs().resolve("postgres.log");
        this.port = port;
        this.password = password;
        this.process = launch();
    }

    /** Starts the server and returns once it answers. */
    public static PostgresServer start(Home home) throws IOException {
        refuseHopelessRoot();
        Path binaries = programs(home);
        String password = password(home);
        initialise(binaries, home, password);
        stopLeftOver(home);
        PostgresServer server = new PostgresServer(binaries, home, freePort(), password);
        try {
            server.awaitAnswer();
        } catch (StartRefused silent) {
            server.close();
            throw silent;
        }
        Thread watch = new Thread(server::watch, "postgres-watch");
        watch.setDaemon(true);
        watch.start();
        return server;
    }

    /** Opens a connection as the cluster's owner. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), OWNER, password);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Path programs(Home home) throws IOException {
        Path folder = home.postgres().resolve(PROGRAMS);
        try {
            PostgresPrograms.unpack(folder);
        } catch (ServerFailed none) {
            throw new StartRefused(none.sentence(), none);
        }
        return folder;
    }

    private static String password(Home home) throws IOException {
        Path file = home.keys().resolve("postgres.password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            PrivateFile.write(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }

    private static void initialise(Path binaries, Home home, String password) throws IOException {
        Path data = home.postgres().resolve("data");
        if (Files.exists(data)) {
            return;
        }
        // Made beside its place and moved there whole, so that an interrupted first start leaves no half a cluster.
        Path draft = home.postgres().resolve(".data-" + ProcessHandle.current().pid());
        Path secret = home.keys().resolve("postgres.password");
        run(List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + OWNER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C"));
        Files.writeString(draft.resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 60
                shared_buffers = 64MB
                password_encryption = 'scram-sha-256'
                """);
        Files.move(draft, data);
        if (password.isEmpty()) {
            throw new StartRefused(secret + " is empty; remove " + home.postgres() + " and start again");
        }
    }

    /** Stops the server that a killed platform left behind, before another opens the same data or they are deleted. */
    public static void stopLeftOver(Home home) throws IOException {
        Path data = home.postgres().resolve("data");
        Path pidFile = data.resolve("postmaster.pid");
        Path binaries = home.postgres().resolve(PROGRAMS);
        if (!Files.exists(pidFile)
                || !isOurs(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()), binaries)) {
            // A pid file without its server is PostgreSQL's own to judge.
            return;
        }
        run(List.of(
                binaries.resolve("bin/pg_ctl").toString(),
                "--pgdata=" + data,
                "--mode=fast",
                "--timeout=" + STOP_LIMIT.toSeconds(),
                "stop"));
    }

    /** Whether a process is a server of this home: after a restart of the machine its id may be anybody's. */
    private static boolean isOurs(long pid, Path binaries) throws IOException {
        Path server = binaries.resolve("bin/postgres").toRealPath();
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).equals(server))
                .isPresent();
    }

    private Process launch() throws IOException {
        List<String> command = withoutRoot(List.of(
                binaries.resolve("bin/postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitAnswer() {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!answers()) {
            if (!process.isAlive()) {
                // Orphans of a killed server hold its shared memory for a moment: try again until the limit.
                relaunch();
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartRefused(
                        "PostgreSQL did not answer within " + START_LIMIT.toSeconds() + " s; see " + log);
            }
            pause(100);
        }
    }

    private boolean answers() {
        try (Connection ignored = connect("postgres")) {
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void watch() {
        while (!closing) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!closing) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "PostgreSQL ended with status {0}; starting it again",
                        process.exitValue());
                pause(500);
                relaunch();
            }
        }
    }

    private synchronized void relaunch() {
        if (closing || process.isAlive()) {
            return;
        }
        pause(200);
        try {
            process = launch();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "PostgreSQL could not be started; trying again", e);
        }
    }

    /** Asks for a fast shutdown, which ends sessions and writes a checkpoint; insists after a while. */
    @Override
    public void close() {
        closing = true;
        try {
            run(List.of(
                    binaries.resolve("bin/pg_ctl").toString(),
                    "--pgdata=" + data,
                    "--mode=fast",
                    "--timeout=" + STOP_LIMIT.toSeconds(),
                    "stop"));
        } catch (IOException | StartRefused e) {
            LOG.log(System.Logger.Level.WARNING, "PostgreSQL did not stop when asked; ending it", e);
            process.destroyForcibly();
        }
    }

    /** Stops watching and leaves the server running, as a killed platform does. */
    void abandon() {
        closing = true;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(withoutRoot(command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output =
                new String(process.getInputStream().readNBytes(16_384), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StartRefused(Path.of(command.get(0)).getFileName() + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted", e);
        }
    }

    /** PostgreSQL refuses to run as root: within a user namespace of its own it sees another user, the files stay ours. */
    private static List<String> withoutRoot(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static void refuseHopelessRoot() {
        if (isRoot()) {
            try {
                run(List.of("true"));
            } catch (IOException | StartRefused noNamespaces) {
                throw new StartRefused(
                        "PostgreSQL does not run as root, and this machine does not let it run in a user namespace of its own"
                                + " (unshare --user); run Freehold as another user",
                        noNamespaces);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, Loopback.address())) {
            return socket.getLocalPort();
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
