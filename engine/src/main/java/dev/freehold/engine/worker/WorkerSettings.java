package dev.freehold.engine.worker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a worker JVM is started and what it may use.
 *
 * @param cache folder for unpacked native libraries and scratch files, created where missing
 * @param heapMegabytes Java heap of the worker, 64 to 65536; tensors live outside of it
 * @param threads of the tensor library, 1 to 256; one thread and one seed give one result
 * @param denyNetwork whether to start the worker in a network namespace of its own where the machine allows that
 * @param callTimeout longest time of one call other than tuning, after which the worker is killed
 * @param tuningTimeout longest time of one tuning, after which the worker is killed
 * @param classPath of the worker, as the {@code java} command takes it
 */
public record WorkerSettings(
        Path cache,
        int heapMegabytes,
        int threads,
        boolean denyNetwork,
        Duration callTimeout,
        Duration tuningTimeout,
        String classPath) {
    private static final int DEFAULT_HEAP_MEGABYTES = 1024;
    private static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DEFAULT_TUNING_TIMEOUT = Duration.ofHours(12);

    public WorkerSettings {
        require(heapMegabytes >= 64 && heapMegabytes <= 65_536, "heapMegabytes must be 64 to 65536");
        require(threads >= 1 && threads <= 256, "threads must be 1 to 256");
        require(callTimeout.compareTo(Duration.ZERO) > 0, "callTimeout must be positive");
        require(tuningTimeout.compareTo(Duration.ZERO) > 0, "tuningTimeout must be positive");
        require(!classPath.isBlank(), "classPath must name the worker's classes");
    }

    /** Settings with the default timeouts and the class path of this very JVM. */
    public WorkerSettings(Path cache, int heapMegabytes, int threads, boolean denyNetwork) {
        this(
                cache,
                heapMegabytes,
                threads,
                denyNetwork,
                DEFAULT_CALL_TIMEOUT,
                DEFAULT_TUNING_TIMEOUT,
                WorkerClassPath.ofThisJvm());
    }

    /** One GiB of heap, as many threads as the machine has processors, network denied. */
    public static WorkerSettings defaults(Path cache) {
        int processors = Math.min(256, Runtime.getRuntime().availableProcessors());
        return new WorkerSettings(cache, DEFAULT_HEAP_MEGABYTES, processors, true);
    }

    /** These settings with other limits of time. */
    public WorkerSettings withTimeouts(Duration call, Duration tuning) {
        return new WorkerSettings(cache, heapMegabytes, threads, denyNetwork, call, tuning, classPath);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
