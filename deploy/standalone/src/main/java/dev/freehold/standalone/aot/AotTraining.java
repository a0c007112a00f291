package dev.freehold.standalone.aot;

import dev.freehold.standalone.Loopback;
import dev.freehold.standalone.home.FreshStart;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a platform of its own in a folder of its own, ends it once it is ready, and keeps the cache that it leaves. */
public final class AotTraining {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private AotTraining() {}

    /**
     * @param args the runnable folder, the folder to work in, and the file to write
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PlatformJvm jvm = new PlatformJvm(Path.of(args[0]));
        Path folder = Path.of(args[1]);
        Path file = Path.of(args[2]);
        Path written = folder.resolve("training.aot");
        Home home = new Home(folder.resolve("training"), freePort());
        FreshStart.clear(home);
        home.create();
        Process platform = start(jvm, home, written);
        Thread end = new Thread(() -> end(platform), "end-training");
        Runtime.getRuntime().addShutdownHook(end);
        awaitReady(platform, home.port());
        platform.destroy();
        if (!platform.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the platform did not end within " + END_LIMIT);
        }
        if (Files.isRegularFile(written)) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
        FreshStart.clear(home);
    }

    private static Process start(PlatformJvm jvm, Home home, Path written) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(jvm.command(List.of("-XX:AOTCacheOutput=" + written))).inheritIO();
        builder.environment().put("FREEHOLD_HOME", home.folder().toString());
        builder.environment().put("FREEHOLD_PORT", Integer.toString(home.port()));
        return builder.start();
    }

    private static void end(Process platform) {
        platform.destroy();
        platform.onExit().orTimeout(END_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void awaitReady(Process platform, int port) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!ready(http, request)) {
            if (!platform.isAlive() || Instant.now().isAfter(limit)) {
                throw new IOException("the platform that trains the cache did not become ready");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static boolean ready(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, Loopback.address())) {
            return socket.getLocalPort();
        }
    }
}
