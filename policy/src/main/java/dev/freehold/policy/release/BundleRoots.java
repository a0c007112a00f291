package dev.freehold.policy.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The names below which a bundle owns everything, as the manifest among its sources says. */
final class BundleRoots {
    private BundleRoots() {}

    static List<String> of(VersionDraft version) {
        byte[] manifest = version.sources().get(".manifest");
        if (manifest == null) {
            throw new IllegalStateException("a version was kept without the manifest of its sources");
        }
        List<String> roots = new ArrayList<>();
        Json.read(manifest, JsonNode.class).path("roots").forEach(root -> roots.add(root.asText()));
        return roots;
    }
}
