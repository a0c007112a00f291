package dev.freehold.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.home.Home;
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

    /** Finds the platform of this home, if its process lives. */
    public static Optional<RunningPlatform> of(Home home) throws IOException {
        if (!Files.exists(home.runFile())) {
            return Optional.empty();
        }
        JsonNode node = Json.MAPPER.readTree(Files.readString(home.runFile()));
        RunningPlatform platform =
                new RunningPlatform(node.path("pid").asLong(), node.path("port").asInt());
        return platform.process().isPresent() ? Optional.of(platform) : Optional.empty();
    }

    /** The process, if it lives and is a Java: a pid may have been given to another program since. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(RunningPlatform::isJava);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().map(command -> command.contains("java")).orElse(true);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
