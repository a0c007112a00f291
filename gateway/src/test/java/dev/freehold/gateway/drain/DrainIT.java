package dev.freehold.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway as a process of its own, told to end while a stream is on its way. */
class DrainIT {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern OUTCOME = Pattern.compile("\"outcome\":\\{[^}]*\"status\":\"([a-z_]+)\"");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @TempDir
    private Path home;

    private PlayedNeighbours neighbours;
    private int port;
    private Process gateway;

    @BeforeEach
    void play() throws IOException {
        neighbours = new PlayedNeighbours();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void end() throws Exception {
        if (gateway != null) {
            gateway.destroyForcibly().waitFor();
        }
        neighbours.close();
    }

    @Test
    void a_gateway_that_is_told_to_end_finishes_what_it_began_and_ends_well() throws Exception {
        start("2S", "30S");
        try (Caller stream = new Caller(true)) {
            assertThat(stream.next("HTTP/1.1 ")).contains("200");
            neighbours.asked.await();
            gateway.destroy();

            await().atMost(Duration.ofSeconds(1)).until(() -> ready() == 503);
            try (Caller late = new Caller(false)) {
                assertThat(late.next("HTTP/1.1 ")).contains("200");
                assertThat(late.next("connection: ")).containsIgnoringCase("close");
                assertThat(late.rest()).as("and the gateway closes it").contains("Hello.");
            }
            assertThat(gateway.waitFor(4, TimeUnit.SECONDS))
                    .as("it waits for the stream")
                    .isFalse();

            neighbours.go.countDown();
            assertThat(stream.rest()).contains("Last.").contains("data: [DONE]");
        }
        assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
        assertThatThrownBy(() -> new Caller(false)).isInstanceOf(ConnectException.class);
        assertThat(outcomes()).containsExactly("ok", "ok");
    }

    @Test
    void a_call_that_outlasts_the_bound_is_cut_and_the_gateway_ends_all_the_same() throws Exception {
        start("0S", "1S");
        try (Caller stream = new Caller(true)) {
            assertThat(stream.next("HTTP/1.1 ")).contains("200");
            neighbours.asked.await();
            gateway.destroy();

            assertThat(gateway.waitFor(25, TimeUnit.SECONDS)).isTrue();
            assertThat(stream.rest()).doesNotContain("data: [DONE]");
        }
        assertThat(gateway.exitValue()).isZero();
    }

    private void start(String delay, String timeout) throws IOException {
        Path log = home.resolve("log");
        gateway = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.port=" + port,
                        "-Dfreehold.home=" + home,
                        "-Dfreehold.wal.segment-bytes=131072",
                        "-Dfreehold.peer.registry.url=" + neighbours.url(),
                        "-Dfreehold.policy.engine=opa",
                        "-Dfreehold.policy.opa.url=" + neighbours.url(),
                        "-Dfreehold.gateway.upstream.url=" + neighbours.url() + "/model/v1",
                        "-Dfreehold.gateway.drain-delay=" + delay,
                        "-Dfreehold.gateway.drain-timeout=" + timeout,
                        "-jar",
                        JAR.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            assertThat(gateway.isAlive()).as(() -> read(log)).isTrue();
            assertThat(ready()).as(() -> read(log)).isEqualTo(200);
        });
    }

    private int ready() {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** How the calls in the write-ahead log ended. */
    private List<String> outcomes() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve("wal"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Matcher outcome = OUTCOME.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (outcome.find()) {
                    found.add(outcome.group(1));
                }
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A caller with a connection that is kept, who sees each line when it comes. */
    private final class Caller implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Caller(boolean stream) throws IOException {
            byte[] body = ("{\"model\":\"talker\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":"
                            + stream + "}")
                    .getBytes(StandardCharsets.UTF_8);
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + PlayedNeighbours.KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next line that begins like this, or null at the end. */
        String next(String beginning) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.regionMatches(true, 0, beginning, 0, beginning.length())) {
                line = lines.readLine();
            }
            return line;
        }

        /** What comes until the gateway closes the connection. */
        String rest() throws IOException {
            StringBuilder rest = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rest.append(line).append('\n');
            }
            return rest.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
