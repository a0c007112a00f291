package dev.freehold.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chart on disk, as Helm's engine sees it.
 *
 * @param folder of {@code Chart.yaml}
 */
record Chart(Path folder) {
    static final String RELEASE = "bank";
    static final String NAMESPACE = "freehold";
    /** The engine takes an old one where none is named. */
    private static final String KUBERNETES = "1.37.2";

    private static final Path SETS = Path.of("values");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Chart ours() {
        return new Chart(Path.of("chart", "freehold"));
    }

    /** Files of values that the documentation names. */
    static List<Path> valueSets() throws IOException {
        try (Stream<Path> files = Files.list(SETS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    static Path valueSet(String name) {
        return SETS.resolve(name + ".yaml");
    }

    LintResult lint() {
        return new Helm(folder).lint().strict().call();
    }

    /** What would be sent to the cluster. */
    Objects render(Path values) throws IOException {
        String text = new Helm(folder)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .call();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return new Objects(documents.readAll().stream()
                    .filter(document -> document.hasNonNull("kind"))
                    .toList());
        }
    }

    /** A copy in which a text of one file is another. */
    Chart broken(Path copy, String file, String text, String replacement) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path source : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(folder.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
        Path target = copy.resolve(file);
        String before = Files.readString(target);
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file + " does not contain: " + text);
        }
        Files.writeString(target, before.replace(text, replacement));
        return new Chart(copy);
    }
}
