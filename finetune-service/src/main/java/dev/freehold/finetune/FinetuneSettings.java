package dev.freehold.finetune;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

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
