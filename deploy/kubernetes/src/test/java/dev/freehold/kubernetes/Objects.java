package dev.freehold.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rendered objects.
 *
 * @param all in the order of the chart
 */
record Objects(List<JsonNode> all) {
    List<JsonNode> ofKind(String kind) {
        return all.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode named(String kind, String name) {
        return ofKind(kind).stream()
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** Spec of the pods that an object makes. */
    static JsonNode pod(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Containers that run before the others, and these. */
    static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.concat(items(pod.path("initContainers")), items(pod.path("containers")));
    }
}
