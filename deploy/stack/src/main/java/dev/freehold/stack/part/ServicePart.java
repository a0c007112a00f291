package dev.freehold.stack.part;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service of this house in a JVM of its own, with a configuration of its own. */
final class ServicePart implements Part {
    /**
     * What differs from one service to the next.
     *
     * @param name also of its port
     * @param module its folder in the checkout
     * @param heap largest, in Java's notation
     */
    record Kind(String name, String module, Set<String> after, String heap) {
        Kind(String name, Set<String> after, String heap) {
            this(name, name, after, heap);
        }

        Kind named(String another) {
            return new Kind(another, module, after, heap);
        }

        Kind alsoAfter(String part) {
            return new Kind(
                    name, module, Stream.concat(after.stream(), Stream.of(part)).collect(Collectors.toSet()), heap);
        }
    }

    /** Settles something once the service is ready. */
    @FunctionalInterface
    interface Afterwards {
        void settle() throws IOException;
    }

    private final Kind kind;
    private final StackFolder folder;
    private final Ports ports;
    private final Path checkout;
    private final Map<String, String> settings;
    private final Afterwards afterwards;

    ServicePart(
            Kind kind,
            StackFolder folder,
            Ports ports,
            Path checkout,
            Map<String, String> settings,
            Afterwards afterwards) {
        this.kind = kind;
        this.folder = folder;
        this.ports = ports;
        this.checkout = checkout;
        this.settings = new TreeMap<>(settings);
        this.afterwards = afterwards;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public int port() {
        return ports.of(name());
    }

    @Override
    public Set<String> after() {
        return kind.after();
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(folder.data(name()));
        PrivateFile.write(
                conf(),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + escaped(setting.getValue()) + "\n")
                        .collect(Collectors.joining()));
    }

    private Path conf() {
        return folder.conf(name() + ".properties");
    }

    /** As a file of properties wants it (java.util.Properties). */
    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replaceAll("^ ", "\\\\ ");
    }

    @Override
    public List<String> command() {
        Path jar = checkout.resolve(kind.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new ServerFailed(jar + " is missing: build it with ./mvnw package");
        }
        return Jvm.command(jar, kind.heap());
    }

    @Override
    public Map<String, String> environment() {
        // It is read as a URI: a blank in a path would end the start.
        return Map.of("QUARKUS_CONFIG_LOCATIONS", conf().toUri().toString());
    }

    @Override
    public boolean ready() {
        return Http.ok(health());
    }

    @Override
    public String complaint() {
        return Http.complaint(health());
    }

    private String health() {
        return ports.url(name()) + "/q/health/ready";
    }

    @Override
    public void settle() throws IOException {
        afterwards.settle();
    }
}
