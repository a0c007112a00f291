package dev.freehold.finetune.pod;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingRun;
import dev.freehold.finetune.run.djl.EngineTraining;
import dev.freehold.finetune.run.staged.RunEnd;
import dev.freehold.finetune.run.staged.RunReport;
import dev.freehold.finetune.run.staged.RunSpec;
import dev.freehold.finetune.run.staged.StagedInputs;
import dev.freehold.finetune.run.staged.StagedRun;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Main of a training container: takes one run from the inputs that lie there to its outputs, tells of it line by line on its
 * standard output, and leaves its last word where the container's keeper reads it.
 *
 * <p>It knows no service of this house, and is given no credential.
 */
public final class TrainingPod {
    /** Longest time of one batch of embeddings or classifications; the run's deadline bounds all. */
    private static final Duration CALL = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(TrainingPod.class.getName());

    private static final int EXIT_INPUTS = 65;
    private static final int EXIT_BUG = 70;

    private final Path out;
    private final Path scratch;

    private TrainingPod(Path out, Path scratch) {
        this.out = out;
        this.scratch = scratch;
    }

    /**
     * Runs to the end.
     *
     * @param arguments digest of the spec; folder of the inputs; folder for the outputs; folder for what goes with this
     *     process; file for the last word
     */
    public static void main(String[] arguments) throws IOException {
        TrainingPod pod = new TrainingPod(Path.of(arguments[2]), Path.of(arguments[3]));
        RunEnd end;
        int status;
        try {
            end = pod.run(StagedInputs.open(Path.of(arguments[1]), new Digest(arguments[0])));
            status = end.failure() == null ? RunEnd.TRAINED : RunEnd.BROKE;
        } catch (IOException e) {
            end = new RunEnd(null, new Failure("inputs_unavailable", "the run's own files: " + e.getMessage()));
            status = EXIT_INPUTS;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the run met a bug", e);
            end = new RunEnd(null, Failure.internal());
            status = EXIT_BUG;
        }
        Files.write(Path.of(arguments[4]), end.bytes());
        // Not the end of main: a thread of the worker's handle may still wait for a stream.
        Runtime.getRuntime().halt(status);
    }

    private RunEnd run(StagedInputs inputs) throws IOException {
        RunSpec spec = inputs.spec();
        Path adapter = out.resolve(StagedRun.ADAPTER);
        empty(adapter);
        StopSignal stop = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.stop(StopSignal.Cause.SHUTDOWN), "stop"));
        RunOutcome outcome = new TrainingRun(inputs, engine(spec), spec.limits().settings())
                .execute(spec.inputs(), adapter, new LineJournal(new FileOutputStream(FileDescriptor.out)), stop);
        if (outcome instanceof RunOutcome.Trained trained) {
            SortedMap<String, Digest> files = StagedInputs.written(adapter);
            byte[] report = Json.MAPPER.writeValueAsBytes(RunReport.of(trained, files));
            Files.write(out.resolve(RunReport.FILE), report);
            return new RunEnd(Digest.of(report), null);
        }
        return new RunEnd(
                null,
                outcome instanceof RunOutcome.Broke broke
                        ? broke.failure()
                        : Failure.worker("the container was stopped"));
    }

    /** What a container before this one left, that its machine lost. */
    private void empty(Path adapter) throws IOException {
        Workspace.delete(adapter);
        Workspace.delete(out.resolve(StagedRun.SNAPSHOTS));
        Workspace.delete(out.resolve(RunReport.FILE));
    }

    private WalledEngine engine(RunSpec spec) {
        WorkerSettings worker = new WorkerSettings(
                        scratch.resolve("engine"),
                        spec.limits().heapMegabytes(),
                        spec.limits().threads(),
                        true)
                .withTimeouts(CALL, spec.limits().settings().deadline());
        return new WalledEngine(new EngineTraining(worker), apiServer(System.getenv()));
    }

    /** What made this container, and so stands: every container is told its address. */
    private static Optional<InetSocketAddress> apiServer(Map<String, String> environment) {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.get("KUBERNETES_SERVICE_PORT");
        return host == null || port == null || !port.matches("[0-9]{1,5}")
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(host, Integer.parseInt(port)));
    }
}
