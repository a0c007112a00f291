package dev.freehold.stack.part;

import dev.freehold.servers.ServerFailed;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** One Kafka node, broker and controller at once (KRaft), on its own class path. */
final class KafkaPart implements Part {
    private static final int CONNECT_MILLIS = 2_000;
    private final StackFolder folder;
    private final Ports ports;
    private final Path module;

    KafkaPart(StackFolder folder, Ports ports, Path checkout) {
        this.folder = folder;
        this.ports = ports;
        this.module = checkout.resolve("deploy/broker");
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return ports.of("kafka");
    }

    @Override
    public Set<String> after() {
        return Set.of();
    }

    @Override
    public List<String> command() throws IOException {
        Path classes = module.resolve("target/classes");
        Path libraries = classes.resolve("broker.classpath");
        if (!Files.exists(libraries)) {
            throw new ServerFailed(libraries + " is missing: build deploy/broker");
        }
        return List.of(
                Jvm.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classes + ":" + Files.readString(libraries).strip(),
                "dev.freehold.broker.Broker",
                "--data",
                folder.data("kafka").toString(),
                "--port",
                Integer.toString(port()),
                "--controller-port",
                Integer.toString(ports.of("kafka-controller")));
    }

    /** It opens the port for clients last. */
    @Override
    public boolean ready() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port()), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
