package dev.freehold.stack.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.servers.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The passwords by which parts know each other: random, made when first asked for, in a file for their owner alone. */
public final class Secrets {
    private final Path file;
    private final ObjectNode known;

    private Secrets(Path file, ObjectNode known) {
        this.file = file;
        this.known = known;
    }

    public static Secrets open(StackFolder folder) throws IOException {
        Path file = folder.keys().resolve("secrets.json");
        return new Secrets(
                file,
                Files.exists(file)
                        ? (ObjectNode) Json.MAPPER.readTree(Files.readString(file))
                        : Json.MAPPER.createObjectNode());
    }

    public synchronized Secret of(String name) throws IOException {
        if (!known.has(name)) {
            known.put(name, Secret.fresh().text());
            PrivateFile.write(file, known.toPrettyString() + "\n");
        }
        return new Secret(known.path(name).textValue());
    }
}
