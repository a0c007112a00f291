package dev.freehold.finetune.run.kubernetes;

import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.pod.TrainingPod;
import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.staged.StagedRun;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Job that a run becomes: one container, no credential, no writable root, and an end to everything. */
final class JobManifest {
    static final String CONTAINER = "training";
    static final String MANAGER_LABEL = "app.kubernetes.io/managed-by";
    static final String MANAGER = "freehold-finetune-service";
    /** Whose Jobs these are, where several installations share a namespace: no two share a volume. */
    static final String CLAIM_LABEL = "freehold.dev/claim";

    static final String RUN_LABEL = "freehold.dev/run";
    /** Digest of what the run was asked to do. */
    static final String INPUTS_ANNOTATION = "freehold.dev/inputs";

    private static final String IN = "/training/in";
    private static final String OUT = "/training/out";
    private static final String SCRATCH = "/training/scratch";
    private static final String LAST_WORD = "/dev/termination-log";
    private static final String SHARED = "shared";
    private static final String SCRATCH_VOLUME = "scratch";
    private static final String LEADER_HEAP = "-Xmx512m";
    private static final long GRACE_SECONDS = 10;
    /** Exit status of a process that was asked to end; no run asks itself. */
    private static final int ENDED_FROM_OUTSIDE = 143;

    private final ClusterSettings settings;

    JobManifest(ClusterSettings settings) {
        this.settings = settings;
    }

    /**
     * The Job of a run.
     *
     * @param spec digest of the spec that lies among the run's inputs
     * @param inputs digest of what was asked for
     */
    Job of(RunId run, Digest spec, Digest inputs) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(run.toString())
                .withNamespace(settings.namespace())
                .withLabels(labels(run))
                .withAnnotations(Map.of(INPUTS_ANNOTATION, inputs.value()))
                .endMetadata()
                .withNewSpec()
                .withCompletions(1)
                .withParallelism(1)
                .withBackoffLimit(settings.retries())
                .withActiveDeadlineSeconds(settings.limits().deadlineSeconds())
                .withTtlSecondsAfterFinished(Math.toIntExact(settings.kept().toSeconds()))
                // Never two pods at once: both would write the same outputs.
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(retryOnlyWhatTheClusterBroke())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels(run))
                .withAnnotations(settings.podAnnotations())
                .endMetadata()
                .withSpec(pod(run, spec))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** What picks this installation's Jobs out of a namespace. */
    Map<String, String> selector() {
        return Map.of(MANAGER_LABEL, MANAGER, CLAIM_LABEL, settings.claim());
    }

    private Map<String, String> labels(RunId run) {
        Map<String, String> labels = new TreeMap<>(selector());
        labels.put("app.kubernetes.io/name", "freehold");
        labels.put("app.kubernetes.io/component", "training");
        labels.put("freehold.dev/tenant", run.tenant().value());
        labels.put("freehold.dev/job", run.job());
        labels.put(RUN_LABEL, run.toString());
        return labels;
    }

    /** The first rule that fits counts; what fits none counts as a failed try too. A run that ended by itself would end the same way again. */
    private static PodFailurePolicy retryOnlyWhatTheClusterBroke() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Count")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("NotIn")
                .withValues(0, ENDED_FROM_OUTSIDE)
                .endOnExitCodes()
                .endRule()
                .build();
    }

    private PodSpec pod(RunId run, Digest spec) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withServiceAccountName(settings.serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(settings.user())
                .withRunAsGroup(settings.user())
                .withFsGroup(settings.user())
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile(null, "RuntimeDefault")
                .endSecurityContext()
                .withContainers(container(run, spec))
                .withVolumes(volumes())
                .build();
    }

    private Container container(RunId run, Digest spec) {
        Map<String, Quantity> resources = Map.of(
                "cpu", new Quantity(String.valueOf(settings.limits().threads())),
                "memory", new Quantity(settings.memoryMegabytes() + "Mi"),
                "ephemeral-storage", new Quantity(settings.scratchMegabytes() + "Mi"));
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(settings.image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command(spec))
                .withTerminationMessagePath(LAST_WORD)
                .withTerminationMessagePolicy("File")
                .withNewResources()
                .withRequests(resources)
                .withLimits(resources)
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(mounts(run))
                .build();
    }

    private List<String> command(Digest spec) {
        String home = settings.application();
        return List.of(
                "java",
                LEADER_HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + SCRATCH,
                "-Duser.home=" + SCRATCH,
                "-cp",
                home + "/lib/main/*:" + home + "/app/*:" + home + "/lib/boot/*",
                TrainingPod.class.getName(),
                spec.value(),
                IN,
                OUT,
                SCRATCH,
                LAST_WORD);
    }

    private static List<VolumeMount> mounts(RunId run) {
        return List.of(
                shared(IN, run, StagedRun.IN, true),
                shared(OUT, run, StagedRun.OUT, false),
                new VolumeMountBuilder()
                        .withName(SCRATCH_VOLUME)
                        .withMountPath(SCRATCH)
                        .build());
    }

    private static VolumeMount shared(String path, RunId run, String part, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(SHARED)
                .withMountPath(path)
                .withSubPath(StagedRun.path(run) + "/" + part)
                .withReadOnly(readOnly)
                .build();
    }

    private List<Volume> volumes() {
        return List.of(
                new VolumeBuilder()
                        .withName(SHARED)
                        .withNewPersistentVolumeClaim(settings.claim(), false)
                        .build(),
                new VolumeBuilder()
                        .withName(SCRATCH_VOLUME)
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity(settings.scratchMegabytes() + "Mi"))
                        .endEmptyDir()
                        .build());
    }
}
