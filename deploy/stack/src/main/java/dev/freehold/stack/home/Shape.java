package dev.freehold.stack.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an installation consists of, where that can be chosen. It stays as it was chosen, so that every later {@code up} brings
 * back what was there.
 *
 * @param gateways 1 to {@value #MOST_GATEWAYS}
 * @param engine who decides for the gateways
 */
public record Shape(int gateways, Engine engine) {
    public static final int MOST_GATEWAYS = 8;

    /** Who decides for the gateways. */
    public enum Engine {
        /** Each in its own process, by the bundle that the policy service signed. */
        wasm,
        /** The stack's OPA server, by the same bundle. */
        opa
    }

    public Shape {
        if (gateways < 1 || gateways > MOST_GATEWAYS) {
            throw new ServerFailed("a stack has 1 to " + MOST_GATEWAYS + " gateways, not " + gateways);
        }
    }

    /** The one that was chosen; else one gateway that decides by itself. */
    public static Shape read(StackFolder folder) throws IOException {
        if (!Files.exists(folder.shape())) {
            return new Shape(1, Engine.wasm);
        }
        JsonNode file = Json.MAPPER.readTree(Files.readString(folder.shape()));
        try {
            return new Shape(
                    file.path("gateways").asInt(),
                    Engine.valueOf(file.path("policy_engine").asText()));
        } catch (IllegalArgumentException e) {
            throw new ServerFailed(folder.shape() + ": policy_engine is wasm or opa", e);
        }
    }

    public void write(StackFolder folder) throws IOException {
        Files.writeString(
                folder.shape(),
                Json.MAPPER
                                .createObjectNode()
                                .put("gateways", gateways)
                                .put("policy_engine", engine.name())
                                .toPrettyString()
                        + "\n");
    }

    /** The gateways' names as parts: the first has the service's own. */
    public List<String> gatewayNames() {
        return IntStream.rangeClosed(1, gateways)
                .mapToObj(number -> number == 1 ? "gateway" : "gateway-" + number)
                .toList();
    }
}
