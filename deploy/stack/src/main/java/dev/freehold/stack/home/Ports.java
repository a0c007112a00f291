package dev.freehold.stack.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The stack's ports on 127.0.0.1, in one file. They are chosen at the first start, the usual ones where they are free, and
 * stay: other programs and tokens name them.
 */
public final class Ports {
    private static final int AFTER_THE_OTHERS = 8088;
    private final Map<String, Integer> ports;

    private Ports(Map<String, Integer> ports) {
        this.ports = ports;
    }

    private static Map<String, Integer> usual(Shape shape) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("postgres", 15_432);
        ports.put("kafka", 19_092);
        ports.put("kafka-controller", 19_093);
        ports.put("keycloak", 18_080);
        ports.put("keycloak-health", 19_000);
        ports.put("opa", 18_181);
        ports.put("gateway", 8081);
        ports.put("registry", 8082);
        ports.put("finetune-service", 8083);
        ports.put("inference", 8084);
        ports.put("policy", 8085);
        ports.put("audit", 8086);
        ports.put("console", 8087);
        int next = AFTER_THE_OTHERS;
        for (String gateway : shape.gatewayNames()) {
            if (ports.putIfAbsent(gateway, next) == null) {
                next++;
            }
        }
        return ports;
    }

    /** Reads the file; chooses the ports that are not in it, and writes it. */
    public static Ports ensure(StackFolder folder, Shape shape) throws IOException {
        ObjectNode file = Files.exists(folder.ports()) ? file(folder) : Json.MAPPER.createObjectNode();
        Set<Integer> taken = new HashSet<>();
        file.forEach(port -> taken.add(port.asInt()));
        Map<String, Integer> usual = usual(shape);
        usual.keySet().removeIf(file::has);
        for (Map.Entry<String, Integer> entry : usual.entrySet()) {
            file.put(entry.getKey(), choose(entry.getValue(), taken));
        }
        if (!usual.isEmpty()) {
            Files.writeString(folder.ports(), file.toPrettyString() + "\n");
        }
        return read(folder, shape);
    }

    private static ObjectNode file(StackFolder folder) throws IOException {
        if (Json.MAPPER.readTree(Files.readString(folder.ports())) instanceof ObjectNode file) {
            return file;
        }
        throw new ServerFailed(folder.ports() + " is no object of ports");
    }

    /** Reads the file of a stack that was started before. */
    public static Ports read(StackFolder folder, Shape shape) throws IOException {
        JsonNode file = file(folder);
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String name : usual(shape).keySet()) {
            int port = file.path(name).asInt();
            if (port < 1 || port > 65_535) {
                throw new ServerFailed(folder.ports() + ": " + name + " must be a port from 1 to 65535");
            }
            ports.put(name, port);
        }
        if (Set.copyOf(ports.values()).size() < ports.size()) {
            throw new ServerFailed(folder.ports() + ": two parts have the same port");
        }
        return new Ports(ports);
    }

    public int of(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port of the name " + name);
        }
        return port;
    }

    public String url(String name) {
        return "http://127.0.0.1:" + of(name);
    }

    private static int choose(int usual, Set<Integer> taken) throws IOException {
        int port = usual;
        while (!taken.add(port) || !free(port)) {
            port = any();
        }
        return port;
    }

    /** Whether nobody listens there. */
    public static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
