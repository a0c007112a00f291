package dev.freehold.finetune.run.kubernetes;

import dev.freehold.finetune.run.staged.RunSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How runs take place in a cluster.
 *
 * @param namespace that the Jobs are made in
 * @param image that holds this service's classes
 * @param application folder in the image with {@code lib} and {@code app} of this service
 * @param claim persistent volume claim that this service and the containers share
 * @param shared where that volume is mounted here
 * @param serviceAccount of the pods, with no rights; its token is not mounted
 * @param user that the containers run as, the owner of the files on the volume
 * @param memoryMegabytes most memory of a container; the worker's heap is a part of it
 * @param scratchMegabytes most room on the node's disk, for native libraries and what is unpacked
 * @param retries how often the cluster may begin anew after the loss of a pod or its node
 * @param patience how long a Job may stand without a running pod, and the cluster be out of reach
 * @param kept how long the cluster keeps a finished Job
 * @param podAnnotations told to what else runs in the cluster, such as a mesh that must put nothing into these pods
 * @param limits of each run
 */
public record ClusterSettings(
        String namespace,
        String image,
        String application,
        String claim,
        Path shared,
        String serviceAccount,
        long user,
        long memoryMegabytes,
        long scratchMegabytes,
        int retries,
        Patience patience,
        Duration kept,
        Map<String, String> podAnnotations,
        RunSpec.Limits limits) {
    private static final String PREFIX = "freehold.finetune.kubernetes.";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MOST_RETRIES = 10;
    private static final int MOST_ANNOTATIONS = 32;
    /** The JVM that leads the run, and the native part of both. */
    private static final int BESIDE_THE_HEAP = 1_024;

    private static final int LEAST_SCRATCH = 1_024;
    private static final long MOST_MEGABYTES = 1_048_576;

    /**
     * How long something that may pass is borne.
     *
     * @param start a Job without a running pod
     * @param unreachable a cluster that does not answer
     */
    public record Patience(Duration start, Duration unreachable) {
        public Patience {
            within("start-patience", start, Duration.ofSeconds(1), Duration.ofHours(24));
            within("unreachable-patience", unreachable, Duration.ofSeconds(1), Duration.ofHours(24));
        }
    }

    public ClusterSettings {
        podAnnotations = Map.copyOf(podAnnotations);
        require(podAnnotations.size() <= MOST_ANNOTATIONS, "pod-annotations", "must be at most " + MOST_ANNOTATIONS);
        named("namespace", namespace);
        named("claim", claim);
        named("service-account", serviceAccount);
        require(!image.isBlank() && image.length() <= 512, "image", "must name an image");
        require(application.startsWith("/"), "application-folder", "must be an absolute path");
        require(shared.isAbsolute(), "shared-folder", "must be an absolute path");
        require(user >= 1 && user <= Integer.MAX_VALUE, "user", "must be 1 to 2147483647: root is no user for a run");
        require(
                memoryMegabytes >= limits.heapMegabytes() + BESIDE_THE_HEAP && memoryMegabytes <= MOST_MEGABYTES,
                "memory",
                "must be freehold.finetune.run.heap and 1G, or more, to 1T");
        require(scratchMegabytes >= LEAST_SCRATCH && scratchMegabytes <= MOST_MEGABYTES, "scratch", "must be 1G to 1T");
        require(retries >= 0 && retries <= MOST_RETRIES, "retries", "must be 0 to " + MOST_RETRIES);
        within("keep-finished", kept, Duration.ofMinutes(1), Duration.ofDays(7));
    }

    /** Most bytes of a run's result: a whole model of the largest kind, and what lies beside it. */
    long mostResultBytes() {
        return limits.fullWeights() * Float.BYTES + (1L << 30);
    }

    private static void named(String key, String value) {
        require(NAME.matcher(value).matches(), key, "must be 1 to 63 of a-z, 0-9 and inner hyphens");
    }

    private static void within(String key, Duration value, Duration least, Duration most) {
        require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, key, "must be " + least + " to " + most);
    }

    private static void require(boolean holds, String key, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + key + " " + rule);
        }
    }
}
