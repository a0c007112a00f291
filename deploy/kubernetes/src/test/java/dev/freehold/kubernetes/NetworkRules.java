package dev.freehold.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the network policies must say: nothing by default, and each service by name. */
final class NetworkRules {
    private static final String COMPONENT = "app.kubernetes.io/component";

    private NetworkRules() {}

    /** What is wrong, by object; empty where all is well. */
    static List<String> complaints(Objects objects) {
        List<String> complaints = new ArrayList<>();
        JsonNode nothing =
                objects.named("NetworkPolicy", Chart.RELEASE + "-nothing").path("spec");
        if (!bothWays(nothing) || nothing.has("ingress") || nothing.has("egress")) {
            complaints.add("something is allowed by default");
        }
        if (nothing.at("/podSelector/matchLabels").has(COMPONENT)) {
            complaints.add("the default leaves pods out");
        }
        objects.ofKind("Role").forEach(role -> checkTraining(objects, role, complaints));
        for (JsonNode workload : objects.ofKind("StatefulSet")) {
            JsonNode policy = objects.named("NetworkPolicy", Objects.name(workload));
            if (!bothWays(policy.path("spec"))
                    || !policy.at("/spec/podSelector").equals(workload.at("/spec/selector"))) {
                complaints.add(Objects.name(workload) + " has no policy of its own");
            }
            Objects.items(policy.at("/spec/egress"))
                    .filter(rule -> rule.path("ports").isEmpty())
                    .forEach(rule -> complaints.add(Objects.name(workload) + " may go anywhere"));
        }
        return complaints;
    }

    /** Where Jobs may be made, their pods reach nobody. */
    private static void checkTraining(Objects objects, JsonNode role, List<String> complaints) {
        JsonNode policy = objects.named("NetworkPolicy", Objects.name(role));
        JsonNode spec = policy.path("spec");
        boolean closed = bothWays(spec) && !spec.has("ingress") && !spec.has("egress");
        boolean there = policy.at("/metadata/namespace").equals(role.at("/metadata/namespace"));
        boolean picked = spec.at("/podSelector/matchLabels")
                .equals(JsonNodeFactory.instance
                        .objectNode()
                        .put("app.kubernetes.io/name", "freehold")
                        .put(COMPONENT, "training"));
        if (!closed || !there || !picked) {
            complaints.add(Objects.name(role) + " lets a run reach somebody");
        }
    }

    /** Components that may call a service. */
    static Set<String> callers(Objects objects, String service) {
        Set<String> callers = new TreeSet<>();
        JsonNode policy = objects.named("NetworkPolicy", Chart.RELEASE + "-" + service);
        Objects.items(policy.at("/spec/ingress"))
                .flatMap(rule -> Objects.items(rule.path("from")))
                .map(peer -> peer.path("podSelector")
                        .path("matchLabels")
                        .path(COMPONENT)
                        .asText())
                .filter(name -> !name.isEmpty())
                .forEach(callers::add);
        return callers;
    }

    /** Components that a service may call. */
    static Set<String> called(Objects objects, String service) {
        Set<String> called = new TreeSet<>();
        JsonNode policy = objects.named("NetworkPolicy", Chart.RELEASE + "-" + service);
        Objects.items(policy.at("/spec/egress"))
                .flatMap(rule -> Objects.items(rule.path("to")))
                .map(peer -> peer.path("podSelector")
                        .path("matchLabels")
                        .path(COMPONENT)
                        .asText())
                .filter(name -> !name.isEmpty())
                .forEach(called::add);
        return called;
    }

    private static boolean bothWays(JsonNode spec) {
        return spec.path("policyTypes").size() == 2;
    }
}
