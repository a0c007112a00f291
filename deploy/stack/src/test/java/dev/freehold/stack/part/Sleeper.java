package dev.freehold.stack.part;

import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A part that does nothing, for minutes; ready once it has said so in a file. */
final class Sleeper implements Part {
    private final StackFolder folder;
    private final String name;
    private final Set<String> after;
    private final String script;
    private final int port;

    Sleeper(StackFolder folder, String name, Set<String> after, String script) throws IOException {
        this.folder = folder;
        this.name = name;
        this.after = after;
        this.script = script;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            this.port = socket.getLocalPort();
        }
    }

    /** One that starts a child, as PostgreSQL does. */
    static Sleeper good(StackFolder folder, String name, String... after) throws IOException {
        return new Sleeper(folder, name, Set.of(after), "sleep 600 & touch \"$0\"; wait");
    }

    Path said() {
        return folder.conf(name + ".ready");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Set<String> after() {
        return after;
    }

    @Override
    public void prepare() throws IOException {
        Files.deleteIfExists(said());
    }

    @Override
    public List<String> command() {
        return List.of("sh", "-c", script, said().toString());
    }

    @Override
    public boolean ready() {
        return Files.exists(said());
    }

    @Override
    public Duration longestStart() {
        return Duration.ofSeconds(20);
    }
}
