package dev.freehold.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.home.Home;
import dev.freehold.standalone.home.HomeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The platform process that a home folder names.
 *
 * @param pid its process id
 * @param port its HTTP port on loopback
 */
public record RunningPlatform(long pid, int port) {
    static String json(long pid, int port) {
        return Json.tree(new RunningPlatform(pid, port)).toString();
    }

    /** Finds the platform that holds this home's lock; empty too while one is still starting. */
    public static Optional<RunningPlatform> of(Home home) throws IOException {
        if (!HomeLock.isHeld(home) || !Files.exists(home.runFile())) {
            return Optional.empty();
        }
        JsonNode node = Json.MAPPER.readTree(Files.readString(home.runFile()));
        return Optional.of(
                new RunningPlatform(node.path("pid").asLong(), node.path("port").asInt()));
    }

    /** The process: the lock's holder wrote its id, so it is no other program's. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
