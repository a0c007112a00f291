package dev.freehold.finetune;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The fine-tuning service's configuration; an unknown key below {@code freehold.finetune} fails the start. */
@ConfigMapping(prefix = "freehold.finetune")
public interface FinetuneSettings {
    /** Where masked rows and adapters lie on their way into the registry, and where snapshots are kept. */
    Path folder();

    /** What may come in. */
    Intake intake();

    /** What a run may use. */
    Run run();

    /** What stays of a run's epochs. */
    Snapshots snapshots();

    /** Where runs take place: {@code process} or {@code kubernetes}. */
    @WithDefault("process")
    BackendKind backend();

    /** The cluster that runs take place in, with the backend {@code kubernetes}. */
    Kubernetes kubernetes();

    /** Bounds of an upload. */
    interface Intake {
        /** Largest training file: 1 to 64M. */
        @WithDefault("64M")
        MemorySize fileBytes();

        /** Most rows of a file: 16 to 100000. */
        @WithDefault("100000")
        int rows();

        /** Uploads read at the same time: 1 to 8; each takes up to four times its size of memory. */
        @WithDefault("1")
        int atOnce();
    }

    /** Bounds of what stays of epochs. */
    interface Snapshots {
        /** Snapshots of one job that are kept, the newest: 0 to 50; with 0, none is saved. */
        @WithDefault("3")
        int perJob();

        /** Bytes of all snapshots together: 1M to 1T; beyond, the oldest go. */
        @WithDefault("2G")
        MemorySize bytes();
    }

    /** How runs take place in a cluster; with the backend {@code process}, nothing of it is looked at. */
    interface Kubernetes {
        /** Namespace of the Jobs; where absent, the one that this service runs in. */
        Optional<String> namespace();

        /** Image that holds this service's classes; needed. */
        Optional<String> image();

        /** Folder in the image that has {@code lib} and {@code app} of this service. */
        @WithDefault("/opt/freehold")
        String applicationFolder();

        /** Persistent volume claim that this service and the runs share; needed. */
        Optional<String> claim();

        /** Where that volume is mounted here; needed. */
        Optional<Path> sharedFolder();

        /** Service account of the runs; it needs no right, and its token is not mounted. */
        @WithDefault("freehold-training")
        String serviceAccount();

        /** User that runs are executed as, 1 to 2147483647: the one that this service runs as, so that both own the files. */
        @WithDefault("1001")
        long user();

        /** Most memory of a run: {@code freehold.finetune.run.heap} and 1G, or more, to 1T. */
        @WithDefault("4G")
        MemorySize memory();

        /** Most room of a run on its node's disk, for native libraries: 1G to 1T. */
        @WithDefault("2G")
        MemorySize scratch();

        /** How often the cluster may begin a run anew that lost its pod or node: 0 to 10. A run that fails is not begun again. */
        @WithDefault("2")
        int retries();

        /** How long a run may wait for its pod to start, 1s to 24h; then it fails with the cluster's reason. */
        @WithDefault("5M")
        Duration startPatience();

        /** How long the cluster may be out of reach of a run under way, 1s to 24h. */
        @WithDefault("5M")
        Duration unreachablePatience();

        /**
         * Annotations of the pods, at most 32: a mesh that puts a sidecar into each pod must be told not to, since a Job with one
         * never ends.
         */
        Map<String, String> podAnnotations();

        /** How long the cluster keeps a finished Job, 1m to 7d. A service that is away for longer begins the run again. */
        @WithDefault("1H")
        Duration keepFinished();
    }

    /** Bounds of a run. */
    interface Run {
        /** Longest time of one run: 1s to 24h. */
        @WithDefault("30M")
        Duration deadline();

        /** Java heap of the worker: 64M to 64G; tensors lie outside of it. */
        @WithDefault("1G")
        MemorySize heap();

        /** Threads of the tensor library: 1 to 256. With one, the same inputs give the same adapter, bit for bit. */
        @WithDefault("1")
        int threads();

        /**
         * Most weights of a base of which every one is tuned: 0 (none is) to 4000000000. Each takes 12 bytes of the heap and
         * 16 outside of it.
         */
        @WithDefault("50000000")
        long fullWeights();

        /** Folder of the worker's unpacked native libraries. */
        Path engineCache();

        /** Whether runs fail on a machine that cannot deny the worker the network. */
        @WithDefault("false")
        boolean requireIsolation();
    }
}
