package dev.freehold.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The folder of a node that is controller and broker in one. */
final class NodeFolder {
    private final Path folder;

    NodeFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** All settings of the node; those of the caller win. */
    Map<String, String> properties(int port, int controllerPort, Map<String, String> over) {
        Map<String, String> all = new TreeMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "CLIENTS");
        all.put("controller.listener.names", "CONTROLLER");
        all.put("log.dirs", folder.toString());
        // A misspelt topic is an error, never a new topic.
        all.put("auto.create.topics.enable", "false");
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "4");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "4");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.putAll(over);
        return all;
    }

    /**
     * Makes the folder a node's, unless it is one.
     *
     * @throws IOException saying what Kafka's own tool said
     */
    void format(Map<String, String> properties) throws IOException {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(folder);
        Path file = Files.createTempFile("broker", ".properties");
        try {
            write(properties, file);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
            int status = StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
            if (status != 0) {
                throw new IOException(folder + " could not be formatted: " + said.toString(StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Map<String, String> properties, Path file) throws IOException {
        Properties all = new Properties();
        all.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(file)) {
            all.store(writer, null);
        }
    }
}
