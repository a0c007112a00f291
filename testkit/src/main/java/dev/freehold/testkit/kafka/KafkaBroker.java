package dev.freehold.testkit.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A broker on a free port of this machine, on the class path of module {@code deploy/broker} and not on the test's.
 *
 * <p>It keeps port and data over {@link #kill()} and {@link #start()}; it ends with the test's JVM at the latest.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String READY = "broker ready ";

    private final Path data;
    private final int port;
    private final List<String> settings;
    private @Nullable Process process;

    /**
     * @param data folder of the broker, kept over restarts
     * @param settings broker settings, each {@code name=value}
     */
    public KafkaBroker(Path data, String... settings) {
        this.data = data;
        this.settings = List.of(settings);
        this.port = freePort();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Starts the broker and waits until it serves. */
    public KafkaBroker start() {
        try {
            Files.createDirectories(data);
            Process started = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            awaitReady(started);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Ends the broker as a power cut would end a process: kill -9. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** Ends the broker in order. */
    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                BrokerClassPath.read(),
                "dev.freehold.broker.Broker",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private void awaitReady(Process started) throws IOException {
        CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(() -> saysReady(started));
        try {
            if (!ready.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the broker ended with "
                        + started.onExit().join().exitValue() + ": " + Files.readString(log()));
            }
        } catch (TimeoutException | ExecutionException e) {
            kill();
            throw new IOException("the broker did not start in " + LONGEST_START + ": " + Files.readString(log()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IOException("interrupted while the broker started", e);
        }
    }

    private static boolean saysReady(Process started) {
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
