package dev.freehold.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of metrics, the meters of the code and the dashboard to each other. */
class MetricsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern DESCRIBED = Pattern.compile("(?m)^\\| `(freehold_[a-z_]+)` \\| (\\w+) \\|");
    /** A meter's name in Java is the literal with which it is built; cookies have names of this form too. */
    private static final Pattern METER = Pattern.compile("(?:builder|counter)\\(\\s*\"(freehold_[a-z_]+)\"");

    private static final Pattern USED = Pattern.compile("freehold_[a-z_]+");

    /** The name in the code, to which Prometheus' format adds the unit or what a counter is told by. */
    private static String named(String shown, String kind) {
        return shown.replaceAll(kind.equals("counter") ? "_total$" : "_seconds$", "");
    }

    @Test
    void the_list_has_the_meters_of_the_code_and_no_others() throws IOException {
        Set<String> meters = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().contains("/src/main/java/")
                            && path.toString().endsWith(".java")
                            && !path.toString().contains("/target/"))::iterator) {
                Matcher meter = METER.matcher(Files.readString(file));
                while (meter.find()) {
                    meters.add(meter.group(1));
                }
            }
        }
        Set<String> described = new TreeSet<>();
        Matcher row = DESCRIBED.matcher(Files.readString(ROOT.resolve("docs/reference/metrics.md")));
        while (row.find()) {
            described.add(named(row.group(1), row.group(2)));
        }
        assertThat(meters).isNotEmpty();
        assertThat(described).isEqualTo(meters);
    }

    @Test
    void the_dashboard_asks_for_metrics_that_exist_and_for_all_of_them() throws IOException {
        Set<String> exist = new TreeSet<>();
        Matcher row = DESCRIBED.matcher(Files.readString(ROOT.resolve("docs/reference/metrics.md")));
        while (row.find()) {
            exist.add(row.group(1));
        }
        Set<String> asked = new TreeSet<>();
        JsonNode dashboard = Json.MAPPER.readTree(Files.readString(ROOT.resolve("deploy/grafana/freehold.json")));
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                Matcher used = USED.matcher(target.get("expr").asText());
                assertThat(used.find()).as(target.toString()).isTrue();
                do {
                    asked.add(used.group().replaceAll("_bucket$", ""));
                } while (used.find());
            }
        }
        assertThat(asked).isEqualTo(exist);
    }
}
