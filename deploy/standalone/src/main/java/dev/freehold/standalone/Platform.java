package dev.freehold.standalone;

import dev.freehold.standalone.home.Home;
import dev.freehold.standalone.home.HomeLock;
import dev.freehold.standalone.postgres.PostgresServer;
import dev.freehold.standalone.postgres.ServiceDatabases;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The process that {@code freehold up} starts: PostgreSQL as a child, then every service in this JVM.
 *
 * <p>Settings come from the environment: {@code FREEHOLD_HOME} (default {@code ~/.freehold}) and {@code FREEHOLD_PORT}
 * (default 8080). Everything binds to loopback.
 */
@QuarkusMain
public final class Platform {
    /** Exit status of a start that cannot be: a taken port, a home in use. */
    public static final int COULD_NOT = 2;

    private static final int STOP_LIMIT_SECONDS = 30;
    private static final System.Logger LOG = System.getLogger(Platform.class.getName());

    private Platform() {}

    public static void main(String[] args) throws IOException {
        Home home = Home.fromEnvironment();
        CountDownLatch over = new CountDownLatch(1);
        int status;
        try {
            home.create();
            status = run(home, over, args);
        } catch (StartRefused refused) {
            LOG.log(System.Logger.Level.ERROR, refused.getMessage());
            if (home.isOurs()) {
                Files.writeString(home.refusalFile(), refused.getMessage());
            }
            status = COULD_NOT;
        } finally {
            over.countDown();
        }
        System.exit(status);
    }

    /** Runs until the process is asked to end; PostgreSQL is stopped last, when no service needs it any more. */
    private static int run(Home home, CountDownLatch over, String[] args) throws IOException {
        AtomicInteger status = new AtomicInteger();
        try (HomeLock ignored = HomeLock.take(home);
                PostgresServer postgres = startPostgres(home)) {
            // A signal ends the process as soon as its hooks are done: this one waits until this thread is.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(over), "stop-postgres-last"));
            refuseTakenPort(home.port());
            ServiceDatabases.ensure(postgres, home).settings().forEach(System::setProperty);
            System.setProperty("freehold.home", home.folder().toString());
            System.setProperty("quarkus.http.host", "127.0.0.1");
            System.setProperty("quarkus.http.port", Integer.toString(home.port()));
            Files.writeString(
                    home.runFile(), RunningPlatform.json(ProcessHandle.current().pid(), home.port()));
            Quarkus.run(null, (code, failure) -> ended(status, code, failure), args);
        }
        return status.get();
    }

    private static void ended(AtomicInteger status, int code, @Nullable Throwable failure) {
        status.set(code);
        if (failure != null) {
            // It may have come before there was a log to write it to.
            failure.printStackTrace();
        }
    }

    private static void awaitEnd(CountDownLatch over) {
        try {
            if (!over.await(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "PostgreSQL is still stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PostgresServer startPostgres(Home home) throws IOException {
        // Left by a platform that was killed: whoever holds the lock is the one to name.
        Files.deleteIfExists(home.runFile());
        return PostgresServer.start(home);
    }

    private static void refuseTakenPort(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(Loopback.address(), port));
        } catch (BindException e) {
            throw new StartRefused(
                    "port " + port + " on 127.0.0.1 is taken by another program; "
                            + "stop it, or choose another port with FREEHOLD_PORT",
                    e);
        }
    }
}
