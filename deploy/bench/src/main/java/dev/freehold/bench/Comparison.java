package dev.freehold.bench;

import dev.freehold.bench.contender.ProcessTree;
import dev.freehold.bench.contender.Target;
import dev.freehold.bench.load.Figures;
import dev.freehold.bench.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All targets at one number of connections.
 *
 * @param figures of each target, in the order: direct, governed, the other proxy
 */
record Comparison(int connections, Map<Target, Figures> figures) {
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    Comparison {
        figures = new LinkedHashMap<>(figures);
    }

    /** In turn, so that whatever else the machine does meets all alike. */
    static Comparison of(List<Target> targets, int connections, int rounds) throws IOException {
        Map<Target, List<Figures>> all = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Target target : targets) {
                all.computeIfAbsent(target, none -> new ArrayList<>()).add(round(target, connections));
            }
        }
        Map<Target, Figures> medians = new LinkedHashMap<>();
        all.forEach((target, several) -> medians.put(target, Figures.median(several)));
        return new Comparison(connections, medians);
    }

    static void warm(Target target) throws IOException {
        Load.run(target.request(), 16, WARM_UP);
    }

    private static Figures round(Target target, int connections) throws IOException {
        ProcessTree processes = target.processes();
        long start = System.nanoTime();
        double before = processes == null ? 0 : processes.cpuSeconds();
        Figures figures = Load.run(target.request(), connections, ROUND);
        double used = processes == null ? 0 : processes.cpuSeconds() - before;
        return figures.using(used, (System.nanoTime() - start) / 1e9);
    }

    /** How many times the requests of the other proxy are governed. */
    double speedUp() {
        List<Figures> inOrder = List.copyOf(figures.values());
        return inOrder.get(1).requestsPerSecond() / inOrder.get(2).requestsPerSecond();
    }

    /** How many times the governed call's processor time the other proxy takes. */
    double cpuShare() {
        List<Figures> inOrder = List.copyOf(figures.values());
        return inOrder.get(2).cpuMicros() / inOrder.get(1).cpuMicros();
    }
}
