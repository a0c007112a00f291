package dev.freehold.bench;

import dev.freehold.bench.contender.Engine;
import dev.freehold.bench.contender.LiteLlm;
import dev.freehold.bench.contender.Platform;
import dev.freehold.bench.contender.Target;
import dev.freehold.bench.inner.Parts;
import dev.freehold.bench.load.Figures;
import dev.freehold.bench.load.InstantUpstream;
import dev.freehold.bench.load.Load;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures the platform in one run, side by side with the same server called directly and through LiteLLM's proxy.
 *
 * <p>Arguments: the checkout's folder, a folder for data, a Python environment with LiteLLM or {@code none}, the number of
 * rounds, and {@code demo} to time that as well.
 */
public final class Bench {
    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY = """
            {"model":"%s","messages":[{"role":"system","content":"Answer in one sentence."},{"role":"user","content":\
            "%s"}],"max_tokens":64}""";
    private static final String TEXT =
            "My invoice of last month shows two bookings of the same amount although I ordered once. ".repeat(8);
    private static final int WARM_STARTS = 5;

    private final PrintWriter out;
    private final Path root;
    private final Path folder;

    private Bench(PrintWriter out, Path root, Path folder) {
        this.out = out;
        this.root = root;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new Bench(out, Path.of(args[0]), Path.of(args[1]))
                .run(args[2], Integer.parseInt(args[3]), Arrays.asList(args).contains("demo"));
    }

    private void run(String python, int rounds, boolean demo) throws Exception {
        machine();
        parts();
        try (InstantUpstream upstream = InstantUpstream.start()) {
            Map<String, String> settings = Map.of(
                    "FREEHOLD_GATEWAY_UPSTREAM_URL",
                            "http://127.0.0.1:" + upstream.address().getPort() + "/v1",
                    "FREEHOLD_GATEWAY_UPSTREAM_MODEL", "instant",
                    "FREEHOLD_INFERENCE_IDLE", "2S");
            try (Platform platform = new Platform(root, folder.resolve("platform"), settings)) {
                out.printf("%nfirst start            %8.1f s%n", platform.up());
                String key = platform.prepare();
                calls(upstream, platform, key, python, rounds);
                rest(platform);
                starts(platform);
            }
        }
        engine();
        if (demo) {
            demo();
        }
        machine();
    }

    private void machine() throws IOException {
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
        out.printf(
                "machine: %d processors, Java %s, load average %s%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version().feature(), load);
    }

    private void parts() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        Parts parts = new Parts(folder.resolve("parts"));
        out.printf("%npolicy decisions       %,8.0f a second (%d threads)%n", parts.decisions(processors), processors);
        for (int threads : new int[] {1, 16, 64}) {
            out.printf("durable records        %,8.0f a second (%d threads)%n", parts.records(threads), threads);
        }
    }

    private void calls(InstantUpstream upstream, Platform platform, String key, String python, int rounds)
            throws IOException, InterruptedException {
        List<Target> targets = new ArrayList<>();
        String asked = BODY.formatted("instant", TEXT);
        targets.add(new Target("direct", new Load.Request(upstream.address(), CHAT, "none", asked), null));
        targets.add(platform.target(CHAT, key, BODY.formatted(Platform.MODEL, TEXT)));
        if (python.equals("none")) {
            compare(targets, rounds);
            return;
        }
        try (LiteLlm proxy = LiteLlm.start(Path.of(python), upstream.address(), folder)) {
            targets.add(proxy.target(CHAT, asked));
            compare(targets, rounds);
        }
    }

    private void compare(List<Target> targets, int rounds) throws IOException {
        out.printf("%nPOST %s, %d rounds of each in turn, medians%n", CHAT, rounds);
        out.printf("%-4s %-22s %10s %9s %9s %12s %7s%n", "c", "", "RPS", "p50 ms", "p99 ms", "CPU us/call", "errors");
        List<Comparison> all = new ArrayList<>();
        for (Target target : targets) {
            Comparison.warm(target);
        }
        for (int connections : new int[] {1, 16, 64}) {
            Comparison comparison = Comparison.of(targets, connections, rounds);
            comparison.figures().forEach((target, figures) -> line(connections, target, figures));
            all.add(comparison);
        }
        if (targets.size() > 2) {
            for (Comparison comparison : all) {
                out.printf(
                        "governed / LiteLLM at c=%-3d %6.1f x the requests, 1/%.0f of the processor time%n",
                        comparison.connections(), comparison.speedUp(), comparison.cpuShare());
            }
        }
    }

    private void line(int connections, Target target, Figures figures) {
        out.printf(
                "%-4d %-22s %,10.0f %9.2f %9.2f %,12.0f %7d%n",
                connections,
                target.name(),
                figures.requestsPerSecond(),
                figures.p50(),
                figures.p99(),
                figures.cpuMicros(),
                figures.errors());
        if (figures.error() != null) {
            out.printf("     the first error: %s%n", figures.error());
        }
    }

    private void rest(Platform platform) throws IOException, InterruptedException {
        // Long enough for the worker that converted the model to be idle, and for the ledger to take what was recorded.
        Thread.sleep(15_000);
        Parts.Verified verified = new Parts(folder).verification(platform.ledger());
        out.printf(
                "%nwhole-log verification %,8.0f records a second (%,d records)%n",
                verified.perSecond(), verified.entries());
        out.printf("memory after the load  %8.0f MiB%n", platform.processes().pssMebibytes());
    }

    private void starts(Platform platform) throws IOException, InterruptedException {
        double[] seconds = new double[WARM_STARTS];
        double[] memory = new double[WARM_STARTS];
        for (int i = 0; i < WARM_STARTS; i++) {
            platform.command("down");
            seconds[i] = platform.up();
            Thread.sleep(3_000);
            memory[i] = platform.processes().pssMebibytes();
        }
        Arrays.sort(seconds);
        Arrays.sort(memory);
        out.printf(
                "warm start             %8.1f s until ready (median of %d)%n", seconds[WARM_STARTS / 2], WARM_STARTS);
        out.printf(
                "memory at rest         %8.0f MiB (PSS of all processes, median of %d)%n",
                memory[WARM_STARTS / 2], WARM_STARTS);
    }

    private void engine() throws IOException, InterruptedException {
        try (Platform platform = new Platform(root, folder.resolve("engine"), Map.of())) {
            platform.up();
            platform.prepare();
            Engine engine = new Engine(platform);
            out.printf(
                    "generation             %,8.0f tokens a second (starter model, one text at a time)%n",
                    engine.written());
            out.printf(
                    "tuning                 %,8.0f learned tokens a second (starter model, LoRA, a thread)%n",
                    engine.trained());
        }
    }

    private void demo() throws IOException, InterruptedException {
        try (Platform platform = new Platform(root, folder.resolve("demo"), Map.of())) {
            long start = System.nanoTime();
            platform.command("demo");
            out.printf("demo                   %8.1f s%n", (System.nanoTime() - start) / 1e9);
        }
    }
}
