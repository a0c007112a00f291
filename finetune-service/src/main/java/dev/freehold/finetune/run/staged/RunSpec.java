package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run elsewhere is to do: all that it knows. Its own digest reaches the run on another way than its files.
 *
 * @param run the run's id as one word
 * @param files digest of each input file, by its path below the folder of the inputs
 */
public record RunSpec(String run, RunInputs inputs, Limits limits, SortedMap<String, Digest> files) {
    /** Name of the file that holds it, beside the inputs. */
    public static final String FILE = "spec.json";

    public RunSpec {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * What it may use.
     *
     * @param deadlineSeconds longest time of the run
     * @param requireIsolation whether it fails where nothing keeps it off the network
     * @param snapshots whether the end of each epoch is saved
     * @param fullWeights most weights of a base of which every one is tuned
     * @param heapMegabytes Java heap of its worker
     * @param threads of the tensor library
     */
    public record Limits(
            long deadlineSeconds,
            boolean requireIsolation,
            boolean snapshots,
            long fullWeights,
            int heapMegabytes,
            int threads) {
        public static Limits of(RunSettings settings, int heapMegabytes, int threads) {
            return new Limits(
                    settings.deadline().toSeconds(),
                    settings.requireIsolation(),
                    settings.snapshots(),
                    settings.fullWeights(),
                    heapMegabytes,
                    threads);
        }

        /** As the run's own settings. */
        public RunSettings settings() {
            return new RunSettings(Duration.ofSeconds(deadlineSeconds), requireIsolation, snapshots, fullWeights);
        }
    }
}
