package dev.freehold.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every setting of the chart must be: a documented key, and, where it is secret, a reference. */
final class SettingRules {
    private static final Path REFERENCE = Path.of("..", "..", "docs", "reference", "configuration.md");
    private static final Path OWN = Path.of("README.md");
    private static final Pattern ROW = Pattern.compile("^\\| `((?:freehold|quarkus)\\.[^`]+)` \\|", Pattern.MULTILINE);
    private static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD|SECRET|TOKEN|USERNAME|UPSTREAM_KEY|INFERENCE_INTERNAL_KEY)$");
    private static final Set<String> KUBERNETES = Set.of("POD_INDEX");

    private SettingRules() {}

    /** What is wrong, by object; empty where all is well. */
    static List<String> complaints(Objects objects) throws IOException {
        List<String> complaints = new ArrayList<>();
        Set<String> known = known();
        objects.ofKind("Secret").forEach(secret -> complaints.add(Objects.name(secret) + " is a secret in the chart"));
        for (JsonNode workload : objects.ofKind("StatefulSet")) {
            Objects.containers(Objects.pod(workload))
                    .flatMap(container -> Objects.items(container.path("env")))
                    .forEach(variable -> check(Objects.name(workload), variable, known, complaints));
        }
        return complaints;
    }

    private static void check(String workload, JsonNode variable, Set<String> known, List<String> complaints) {
        String name = variable.path("name").asText();
        if (!known.contains(name)) {
            complaints.add(workload + " sets " + name + ", which no list of keys has");
        }
        if (SECRET.matcher(name).matches()
                && !variable.at("/valueFrom/secretKeyRef").has("name")) {
            complaints.add(workload + " has " + name + " in the open");
        }
    }

    /** Names of variables: of documented keys, and of what Kubernetes itself tells. */
    private static Set<String> known() throws IOException {
        String keys = Files.readString(REFERENCE) + Files.readString(OWN);
        return Stream.concat(KUBERNETES.stream(), ROW.matcher(keys).results().map(row -> variable(row.group(1))))
                .collect(Collectors.toSet());
    }

    /** As MicroProfile Config names a key's variable. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
