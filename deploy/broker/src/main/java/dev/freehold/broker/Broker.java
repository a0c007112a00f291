package dev.freehold.broker;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that runs the broker until it is told to end: formats its folder the first time, then serves. */
@Command(name = "broker", description = "A Kafka broker on this machine alone.", mixinStandardHelpOptions = true)
public final class Broker implements Callable<Integer> {
    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            description = "Folder with all that the broker keeps; made at the first start.")
    private Path data = Path.of("");

    @Option(names = "--port", required = true, description = "Port for clients, on 127.0.0.1.")
    private int port;

    @Option(
            names = "--controller-port",
            description = "Port of the quorum of one, on 127.0.0.1; by default a free one.")
    private int controllerPort;

    @Option(names = "--set", description = "A broker setting, name=value, over those of this command.")
    private Map<String, String> settings = new TreeMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Broker()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        ROOT.setLevel(Level.WARNING);
        if (controllerPort == 0) {
            controllerPort = freePort();
        }
        NodeFolder folder = new NodeFolder(data);
        Map<String, String> properties = folder.properties(port, controllerPort, settings);
        folder.format(properties);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        PrintWriter out = spec == null
                ? new PrintWriter(java.io.Writer.nullWriter())
                : spec.commandLine().getOut();
        out.println("broker ready 127.0.0.1:" + port);
        out.flush();
        server.awaitShutdown();
        return 0;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
