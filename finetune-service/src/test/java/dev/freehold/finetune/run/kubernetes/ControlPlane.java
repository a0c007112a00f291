package dev.freehold.finetune.run.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Kubernetes control plane on this machine, whose nodes are simulated: their pods run no container, so a test plays the
 * kubelet's part by writing their status. Named by {@value #VARIABLE}, and never by {@code KUBECONFIG}: that may be anybody's.
 */
final class ControlPlane implements AutoCloseable {
    static final String VARIABLE = "FREEHOLD_KUBECONFIG";
    static final String CLAIM = "training";
    static final String ACCOUNT = "freehold-training";

    final KubernetesClient client;
    final String namespace;
    private final Path log;

    private ControlPlane(KubernetesClient client, String namespace, Path log) {
        this.client = client;
        this.namespace = namespace;
        this.log = log;
    }

    /** With a namespace of its own, which admits what is {@code restricted} alone. */
    static ControlPlane start(String namespace, String podSecurity) throws Exception {
        String file = System.getenv(VARIABLE);
        if (file == null) {
            String reason = VARIABLE + " names no control plane (deploy/kubernetes/control-plane starts one)";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason + ", and CI=true leaves no test out");
            }
            Assumptions.abort(reason);
        }
        ControlPlane plane = new ControlPlane(
                clientOf(Config.fromKubeconfig(new File(file))),
                namespace,
                Path.of(file).resolveSibling("pod.log"));
        plane.client
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .addToLabels("pod-security.kubernetes.io/enforce", podSecurity)
                        .endMetadata()
                        .build())
                .create();
        plane.client
                .serviceAccounts()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
        plane.client
                .persistentVolumeClaims()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(CLAIM)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        plane.logs();
        plane.disks();
        return plane;
    }

    /** Simulated nodes have no disk; without one, no pod that is bounded in it finds a place. */
    private void disks() {
        Map<String, Quantity> disk = Map.of("ephemeral-storage", new Quantity("100Gi"));
        client.nodes()
                .list()
                .getItems()
                .forEach(node -> client.nodes()
                        .withName(node.getMetadata().getName())
                        .editStatus(now -> new NodeBuilder(now)
                                .editStatus()
                                .addToCapacity(disk)
                                .addToAllocatable(disk)
                                .endStatus()
                                .build()));
    }

    static KubernetesClient clientOf(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withConnectionTimeout(2_000)
                        .withRequestTimeout(5_000)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** What every pod's log holds from now on. */
    void logs(String... lines) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append("2026-11-28T00:00:00.000000000Z stdout F ").append(line).append('\n');
        }
        Files.writeString(
                log, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    List<Pod> pods(String job) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("batch.kubernetes.io/job-name", job)
                .list()
                .getItems();
    }

    /** The pod of a Job that runs. */
    Optional<Pod> running(String job) {
        return pods(job).stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .findFirst();
    }

    /** Lets a pod end as its kubelet would tell. */
    void end(Pod pod, int exitCode, String reason, String message) {
        ContainerStatus status = new ContainerStatusBuilder()
                .withName(JobManifest.CONTAINER)
                .withImage("image")
                .withImageID("")
                .withReady(false)
                .withStarted(false)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .withStartedAt("2026-11-28T00:00:00Z")
                .withFinishedAt("2026-11-28T00:00:01Z")
                .endTerminated()
                .endState()
                .build();
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .editStatus(now -> new PodBuilder(now)
                        .editStatus()
                        .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                        .withContainerStatuses(status)
                        .endStatus()
                        .build());
    }

    /** Lets a pod be lost with its node, as the cluster tells of it. */
    void disrupt(Pod pod) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .editStatus(now -> new PodBuilder(now)
                        .editStatus()
                        .withPhase("Failed")
                        .addToConditions(new PodConditionBuilder()
                                .withType("DisruptionTarget")
                                .withStatus("True")
                                .withReason("DeletionByTaintManager")
                                .withMessage("the node went away")
                                .build())
                        .endStatus()
                        .build());
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    static Map<String, String> untilTheTestEndsThem() {
        return Map.of("kube-up/run-for", "1h");
    }
}
