package dev.freehold.policy.rego;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.enforcement.redaction.recogniser.Category;
import dev.freehold.policy.bundle.BundleManifest;
import dev.freehold.policy.bundle.ShippedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be told of the Rego without {@code opa}. */
class SourcesTest {
    private static final BundleManifest MANIFEST = new ShippedBundle().manifest();
    private static final Pattern RULE = Pattern.compile(
            "# title: (.+)\n# custom:\n#   code: ([A-Z_]+)\ndeny contains reason\\(\n\t\"([A-Z_]+)\",\n");
    private static final Pattern NEGATION = Pattern.compile("(?m)^\\s*not (.*)$");
    private static final Pattern NAMED_RULE = Pattern.compile("[a-z_]+(\\(finding\\))?");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(Opa.REGO)) {
            return files.sorted().toList();
        }
    }

    private static String rego() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path source : sources()) {
            if (source.toString().endsWith(".rego")) {
                all.append(Files.readString(source));
            }
        }
        return all.toString();
    }

    private static JsonNode tables() throws IOException {
        return Json.read(Files.readAllBytes(Opa.REGO.resolve("data.json")), JsonNode.class)
                .get("tables");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void the_bundle_was_built_from_the_sources_that_are_here() throws IOException {
        Map<String, Digest> here = new TreeMap<>();
        for (Path source : sources()) {
            here.put(source.getFileName().toString(), Digest.of(Files.readAllBytes(source)));
        }
        assertThat(MANIFEST.sources()).as("run policy/build-bundle").isEqualTo(here);
    }

    @Test
    void every_deny_rule_gives_the_code_that_its_metadata_says() throws IOException {
        List<BundleManifest.Rule> found = new ArrayList<>();
        String rego = rego();
        Matcher rules = RULE.matcher(rego);
        while (rules.find()) {
            assertThat(rules.group(3)).isEqualTo(rules.group(2));
            found.add(new BundleManifest.Rule(rules.group(2), rules.group(1)));
        }
        assertThat(found).hasSize((int)
                rego.lines().filter(line -> line.startsWith("deny ")).count());
        assertThat(found).containsExactlyInAnyOrderElementsOf(MANIFEST.rules());
        assertThat(found.stream().map(BundleManifest.Rule::code)).doesNotHaveDuplicates();
    }

    @Test
    void only_named_rules_are_negated_so_that_no_guard_falls_open_on_an_absent_field() throws IOException {
        Matcher negations = NEGATION.matcher(rego());
        int count = 0;
        while (negations.find()) {
            assertThat(negations.group(1)).matches(NAMED_RULE);
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    @Test
    void no_rule_uses_time_network_chance_or_text_that_engines_write_differently() throws IOException {
        assertThat(rego().replaceAll("(?m)#.*$", ""))
                .doesNotContainPattern("\\b(time|http|rand|uuid|crypto|net|opa|io)\\.")
                .doesNotContain("sprintf", "json.marshal", "trace(", "print(");
    }

    @Test
    void policy_knows_exactly_the_actions_of_the_contracts() throws Exception {
        Set<String> known = new TreeSet<>();
        for (JsonNode actions : tables().get("actions_by_role")) {
            actions.forEach(action -> known.add(action.textValue()));
        }
        Set<String> declared = new TreeSet<>();
        for (var field : Actions.class.getFields()) {
            declared.add((String) field.get(null));
        }
        assertThat(known).isEqualTo(declared);
        tables().get("calls").forEach(call -> assertThat(declared).contains(call.textValue()));
    }

    @Test
    void policy_knows_exactly_the_roles_categories_levels_and_states_of_the_house() throws IOException {
        assertThat(names(tables().get("actions_by_role")))
                .isEqualTo(wireNames(Arrays.stream(Role.values()).map(Role::wireName)));
        assertThat(names(tables().get("handling_by_category")))
                .isEqualTo(wireNames(Arrays.stream(Category.values()).map(Category::name)));
        JsonNode levels = tables().get("confidentiality");
        // Later is narrower, in the contracts as in the table.
        Confidentiality[] ascending = Confidentiality.values();
        assertThat(levels.size()).isEqualTo(ascending.length);
        for (int i = 0; i < ascending.length; i++) {
            assertThat(levels.path(ascending[i].wireName()).intValue()).isEqualTo(i);
        }
        String states = Files.readString(Opa.REGO.resolve("model_state.rego"));
        for (ModelState state : ModelState.values()) {
            assertThat(states).contains("\"" + state.wireName() + "\"");
        }
    }

    private static Set<String> wireNames(Stream<String> names) {
        return names.collect(toCollection(TreeSet::new));
    }

    @Test
    void the_readme_lists_every_rule_as_it_is() throws IOException {
        List<String> rows = Files.readAllLines(Opa.MODULE.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| `") && line.contains("` | "))
                .filter(line -> line.matches("\\| `[A-Z_]+` \\| .*"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(MANIFEST.rules().stream()
                        .map(rule -> "| `" + rule.code() + "` | " + rule.title() + " |")
                        .toList());
    }
}
