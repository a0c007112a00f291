package dev.freehold.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every pod of the chart must be: PodSecurity's level restricted, and more. */
final class PodRules {
    private static final Set<String> VOLUMES = Set.of("emptyDir", "secret", "configMap", "persistentVolumeClaim");

    private final Objects objects;
    private final List<String> complaints = new ArrayList<>();

    private PodRules(Objects objects) {
        this.objects = objects;
    }

    /** What is wrong, by object; empty where all is well. */
    static List<String> complaints(Objects objects) {
        PodRules rules = new PodRules(objects);
        Set<String> accounts = new HashSet<>();
        for (JsonNode workload : objects.ofKind("StatefulSet")) {
            rules.check(workload, accounts);
        }
        return rules.complaints;
    }

    private void check(JsonNode workload, Set<String> accounts) {
        String name = Objects.name(workload);
        JsonNode pod = Objects.pod(workload);
        JsonNode security = pod.path("securityContext");
        must(security.path("runAsNonRoot").asBoolean(), name, "may run as root");
        must(security.path("runAsUser").asLong() > 0, name, "runs as no user of its own");
        must(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), name, "has no seccomp profile");
        must(security.path("fsGroupChangePolicy").asText().equals("OnRootMismatch"), name, "opens keys to its group");
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            must(!pod.path(shared).asBoolean(), name, "shares " + shared);
        }
        String account = pod.path("serviceAccountName").asText();
        must(accounts.add(account), name, "shares the service account " + account);
        must(
                !objects.named("ServiceAccount", account)
                        .path("automountServiceAccountToken")
                        .asBoolean(true),
                name,
                "has an account whose token is mounted unasked");
        must(
                !pod.path("automountServiceAccountToken").asBoolean(true) || bound(account),
                name,
                "has a token without a right");
        Objects.items(pod.path("volumes"))
                .forEach(volume -> must(
                        VOLUMES.stream().anyMatch(volume::has),
                        name,
                        "has a volume of another kind: " + volume.path("name").asText()));
        Objects.containers(pod).forEach(container -> container(name, container));
        Objects.items(pod.path("containers")).forEach(container -> probes(name, container));
    }

    private boolean bound(String account) {
        return objects.ofKind("RoleBinding").stream()
                .anyMatch(binding -> binding.at("/subjects/0/name").asText().equals(account));
    }

    private void container(String workload, JsonNode container) {
        String name = workload + "/" + container.path("name").asText();
        JsonNode security = container.path("securityContext");
        must(!security.path("allowPrivilegeEscalation").asBoolean(true), name, "may gain privileges");
        must(!security.path("privileged").asBoolean(), name, "is privileged");
        must(security.path("readOnlyRootFilesystem").asBoolean(), name, "can write its image");
        must(security.at("/capabilities/drop/0").asText().equals("ALL"), name, "keeps capabilities");
        must(!security.at("/capabilities").has("add"), name, "adds capabilities");
        for (String resource : List.of("cpu", "memory")) {
            must(container.at("/resources/requests").has(resource), name, "requests no " + resource);
            must(container.at("/resources/limits").has(resource), name, "has no limit of " + resource);
        }
        must(
                container.at("/resources/limits/memory").equals(container.at("/resources/requests/memory"))
                        || container.path("name").asText().equals("keys"),
                name,
                "may be ended for memory that it was never promised");
    }

    private void probes(String workload, JsonNode container) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode get = container.path(probe).path("httpGet");
            must(get.path("scheme").asText().equals("HTTPS"), workload, "has no " + probe + " over TLS");
        }
    }

    private void must(boolean held, String name, String complaint) {
        if (!held) {
            complaints.add(name + " " + complaint);
        }
    }
}
