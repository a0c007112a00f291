package dev.freehold.standalone.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One packaged service in a JVM of its own, configured by a file that only its owner can read. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String name;
    private final int port;
    private final Path folder;
    private final Map<String, String> settings;
    private final Process process;

    private ServiceProcess(String name, int port, Path folder, Map<String, String> settings, Process process) {
        this.name = name;
        this.port = port;
        this.folder = folder;
        this.settings = settings;
        this.process = process;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * @param jar the packaged service's {@code quarkus-run.jar}
     * @param folder its home
     */
    static ServiceProcess start(String name, Path jar, int port, Path folder, Map<String, String> settings)
            throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: run ./mvnw package -DskipTests first");
        }
        Files.createDirectories(folder);
        Map<String, String> all = new TreeMap<>(settings);
        all.put("quarkus.http.port", Integer.toString(port));
        all.put("freehold.home", folder.toString());
        Path file = folder.resolve("service.properties");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        List<String> lines = new ArrayList<>();
        all.forEach((key, value) -> lines.add(key + "=" + value.replace("\\", "\\\\")));
        Files.write(file, lines);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().put("QUARKUS_CONFIG_LOCATIONS", file.toString());
        return new ServiceProcess(name, port, folder, settings, builder.start());
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it as a power cut would, and starts it again where it was. */
    ServiceProcess killedAndStartedAgain(Path jar) throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return start(name, jar, port, folder, settings);
    }

    /** The readiness document, once it says that all is well. */
    String awaitReady() throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(READY);
        String last = "nothing";
        while (Instant.now().isBefore(limit)) {
            if (!alive()) {
                throw new IOException(name + " ended: " + tail());
            }
            try {
                HttpResponse<String> answer = HTTP.send(
                        HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                last = answer.body();
                if (answer.statusCode() == 200) {
                    return last;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(200);
        }
        throw new IOException(name + " is not ready: " + last + "\n" + tail());
    }

    private String tail() throws IOException {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
