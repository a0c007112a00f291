package dev.freehold.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.surface.SurfaceRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The paths that a client asks about in a body, as a form or as JSON. */
final class HubForm {
    private static final int LONGEST = 64 << 10;
    private static final int MOST = 1000;

    private HubForm() {}

    static List<String> paths(SurfaceRequest request) {
        String body = body(request);
        List<String> paths = request.headers().getOrDefault("content-type", "").startsWith("application/json")
                ? json(body)
                : form(body);
        if (paths.size() > MOST) {
            throw HubRefusal.plain(400, "a request asks about at most " + MOST + " paths");
        }
        return paths;
    }

    private static String body(SurfaceRequest request) {
        try {
            byte[] bytes = request.body().readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw HubRefusal.plain(413, "the body is longer than " + LONGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw HubRefusal.plain(400, "the body broke off");
        }
    }

    private static List<String> json(String body) {
        try {
            List<String> paths = new ArrayList<>();
            for (JsonNode path : Json.MAPPER.readTree(body).path("paths")) {
                paths.add(path.asText());
            }
            return paths;
        } catch (IOException e) {
            throw HubRefusal.plain(400, "the body is not JSON");
        }
    }

    private static List<String> form(String body) {
        try {
            List<String> paths = new ArrayList<>();
            for (String field : body.split("&", MOST + 2)) {
                if (field.startsWith("paths=")) {
                    paths.add(URLDecoder.decode(field.substring("paths=".length()), StandardCharsets.UTF_8));
                }
            }
            return paths;
        } catch (IllegalArgumentException e) {
            throw HubRefusal.plain(400, "the body is not a form");
        }
    }
}
