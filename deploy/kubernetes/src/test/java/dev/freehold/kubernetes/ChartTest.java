package dev.freehold.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
    private static final Set<String> SERVICES =
            Set.of("gateway", "registry", "finetune-service", "inference", "policy", "audit", "console");
    private static final Path STACK =
            Path.of("..", "stack", "src", "main", "java", "dev", "freehold", "stack", "part", "ServiceSettings.java");

    static List<Path> valueSets() throws IOException {
        return Chart.valueSets();
    }

    @Test
    void helm_finds_nothing_to_complain_about() {
        assertThat(Chart.ours().lint().isFailed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void every_service_is_there_and_keeps_the_rules(Path values) throws IOException {
        Objects objects = Chart.ours().render(values);
        assertThat(objects.ofKind("StatefulSet"))
                .extracting(set -> set.at("/metadata/labels")
                        .path("app.kubernetes.io/component")
                        .asText())
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(PodRules.complaints(objects)).isEmpty();
        assertThat(SettingRules.complaints(objects)).isEmpty();
        assertThat(NetworkRules.complaints(objects)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void the_readme_says_what_a_set_of_values_is_for(Path values) throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("`values/" + values.getFileName() + "`");
    }

    @Test
    void gateways_grow_in_number_keep_their_logs_and_are_drained_one_by_one() throws IOException {
        Objects objects = Chart.ours().render(Chart.valueSet("external"));
        JsonNode gateways = objects.named("StatefulSet", "bank-gateway").path("spec");
        assertThat(gateways.has("replicas"))
                .as("the number is the autoscaler's alone")
                .isFalse();
        assertThat(objects.named("HorizontalPodAutoscaler", "bank-gateway")
                        .at("/spec/scaleTargetRef/name")
                        .asText())
                .isEqualTo("bank-gateway");
        assertThat(gateways.at("/persistentVolumeClaimRetentionPolicy/whenScaled")
                        .asText())
                .isEqualTo("Retain");
        assertThat(gateways.at("/volumeClaimTemplates/0/metadata/name").asText())
                .isEqualTo("home");
        assertThat(objects.named("PodDisruptionBudget", "bank-gateway")
                        .at("/spec/maxUnavailable")
                        .asInt())
                .isEqualTo(1);
    }

    /** Whom the stack tells a service to ask is whom the chart tells, and lets, it ask. */
    @Test
    void who_asks_whom_is_as_on_the_stack() throws IOException {
        Objects objects = Chart.ours().render(Chart.valueSet("external"));
        Map<String, Set<String>> stack = stack();
        assertThat(stack.keySet()).isEqualTo(SERVICES);
        for (String service : SERVICES) {
            JsonNode container = Objects.pod(objects.named("StatefulSet", "bank-" + service))
                    .path("containers")
                    .path(0);
            Set<String> told = Objects.items(container.path("env"))
                    .map(variable -> variable.path("name").asText())
                    .filter(name -> name.matches("FREEHOLD_PEER_.*_URL"))
                    .map(name -> name.replaceAll("FREEHOLD_PEER_(.*)_URL", "$1")
                            .replace('_', '-')
                            .toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.toSet());
            assertThat(told).as(service).isEqualTo(stack.get(service));
            Set<String> expected = new TreeSet<>(stack.get(service));
            if (!service.equals("policy")) {
                expected.add("policy");
            }
            assertThat(NetworkRules.called(objects, service)).as(service).isEqualTo(expected);
            for (String called : expected) {
                assertThat(NetworkRules.callers(objects, called)).contains(service);
            }
        }
    }

    /** Rights and the token come with the Jobs, to one account, and are no more than the backend asks for. */
    @Test
    void who_starts_jobs_may_do_that_alone() throws IOException {
        assertThat(Chart.ours().render(Chart.valueSet("external")).ofKind("Role"))
                .isEmpty();
        Objects objects = Chart.ours().render(Chart.valueSet("training"));
        assertThat(objects.ofKind("Role")).hasSize(1);
        assertThat(Objects.items(objects.ofKind("Role").get(0).path("rules"))
                        .flatMap(rule -> Objects.items(rule.path("resources"))
                                .flatMap(resource -> Objects.items(rule.path("verbs"))
                                        .map(verb -> verb.asText() + " " + resource.asText()))))
                .containsExactlyInAnyOrder(
                        "create jobs",
                        "get jobs",
                        "list jobs",
                        "watch jobs",
                        "delete jobs",
                        "get pods",
                        "list pods",
                        "watch pods",
                        "get events",
                        "list events",
                        "watch events",
                        "get pods/log");
        assertThat(objects.ofKind("RoleBinding").get(0).path("subjects"))
                .extracting(subject -> subject.path("name").asText())
                .containsExactly("bank-finetune-service");
        assertThat(objects.ofKind("StatefulSet").stream()
                        .filter(workload -> Objects.pod(workload)
                                .path("automountServiceAccountToken")
                                .asBoolean()))
                .extracting(Objects::name)
                .containsExactly("bank-finetune-service");
        assertThat(objects.named("ServiceAccount", "bank-training")
                        .path("automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
    }

    private static Map<String, Set<String>> stack() throws IOException {
        String source = Files.readString(STACK);
        String peers = source.substring(source.indexOf("PEERS = Map.of("));
        Map<String, Set<String>> found = new TreeMap<>();
        Pattern entry = Pattern.compile("\"([a-z-]+)\", List\\.of\\(([^)]*)\\)");
        for (MatchResult match :
                entry.matcher(peers.substring(0, peers.indexOf(";"))).results().toList()) {
            found.put(
                    match.group(1),
                    Pattern.compile("[a-z-]+")
                            .matcher(match.group(2))
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.toSet()));
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tenant: default | tenan: default | tenan
            secrets: | secrets: {password: x} # | password
            recording: replicated | recording: sometimes | recording
            issuer: https://id.example/realms/freehold | issuer: http://id.example | issuer
            bootstrap: kafka-1.example:9093,kafka-2.example:9093,kafka-3.example:9093 | bootstrap: "" | kafka.bootstrap
            """)
    void a_value_that_is_wrong_is_named(String text, String replacement, String named, @TempDir Path folder)
            throws IOException {
        String values = "tenant: default\nsecrets:\n" + Files.readString(Chart.valueSet("external"));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), values.replace(text, replacement));
        assertThatThrownBy(() -> Chart.ours().render(wrong)).hasMessageContaining(named);
    }

    @Test
    void no_setting_carries_a_secret(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                Files.readString(Chart.valueSet("small"))
                        .replace("freehold.gateway.max-concurrent: 16", "freehold.gateway.upstream.key: abc"));
        assertThatThrownBy(() -> Chart.ours().render(wrong)).hasMessageContaining("freehold.gateway.upstream.key");
    }
}
