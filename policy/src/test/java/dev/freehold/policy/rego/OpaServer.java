package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stock {@code opa run --server} as a process on this machine. */
public final class OpaServer implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final Path log;

    private OpaServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts one, or skips the test where there is no {@code opa}.
     *
     * @param folder for its log
     * @param arguments beside the address
     */
    public static OpaServer start(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Opa.required().toString(), "run", "--server"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        command.addAll(List.of("--addr", "127.0.0.1:" + port, "--skip-version-check"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, "opa-server", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        OpaServer server = new OpaServer(process, URI.create("http://127.0.0.1:" + port), log);
        server.awaitUp();
        return server;
    }

    private void awaitUp() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (status("/health") != 200) {
            assertThat(process.isAlive()).as(log()).isTrue();
            assertThat(System.nanoTime()).as(log()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** The status of an answer; 0 if there is none. */
    public int status(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    public URI address() {
        return address;
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it at once. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it from running, without ending it. */
    public void pause() throws Exception {
        signal("-STOP");
    }

    public void goOn() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
