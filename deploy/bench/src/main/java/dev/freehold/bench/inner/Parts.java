package dev.freehold.bench.inner;

import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.audit.verify.Verdict;
import dev.freehold.audit.verify.Verifier;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.wal.WalRecorder;
import dev.freehold.enforcement.recording.wal.WalSettings;
import dev.freehold.policy.bundle.ShippedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** The parts of a governed call whose speed bounds it, each alone, with the code that the platform runs. */
public final class Parts {
    private static final Duration TIME = Duration.ofSeconds(4);
    private final Path folder;

    /**
     * @param folder for logs and keys, on the disk that is to be measured
     */
    public Parts(Path folder) {
        this.folder = folder;
    }

    /** Decisions a second on all processors: the shipped bundle, a request written as JSON each time. */
    public double decisions(int threads) throws InterruptedException, ExecutionException {
        WasmPolicyDecisionPoint policy = new WasmPolicyDecisionPoint(new ShippedBundle(), threads);
        policy.warmUp(Sample.TENANT);
        DecisionRequest request = new Sample(folder.resolve("keys")).request();
        return Rate.perSecond(threads, TIME, () -> {
            if (!(policy.decide(request) instanceof Decision.Allowed)) {
                throw new IllegalStateException("the shipped policy does not allow the sample: "
                        + policy.decide(request).getClass().getSimpleName());
            }
        });
    }

    /** Records a second that are on the disk when their thread goes on: two for each call, the intent and the outcome. */
    public double records(int threads) throws InterruptedException, ExecutionException {
        WalSettings settings = new WalSettings(
                folder.resolve("wal"),
                "bench",
                64L << 20,
                16,
                8_192,
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                false);
        AuditEvents events = new AuditEvents(Clock.systemUTC());
        WasmPolicyDecisionPoint policy = new WasmPolicyDecisionPoint(new ShippedBundle(), 1);
        DecisionRequest request = new Sample(folder.resolve("keys")).request();
        Decision decision = policy.decide(request);
        LedgerIntake ledger = (tenant, first, leaves) -> LedgerIntake.Taken.covered(first.seq() + leaves.size());
        try (WalRecorder recorder = new WalRecorder(settings, ledger, events)) {
            return 2
                    * Rate.perSecond(threads, TIME, () -> {
                        AuditEvent intent = events.intent("inference", request, decision, null);
                        recorder.record(intent);
                        recorder.record(events.outcome(intent, Ending.ok()));
                    });
        }
    }

    /**
     * How fast a whole log is verified.
     *
     * @param entries of the log
     */
    public record Verified(long entries, double perSecond) {}

    public Verified verification(Path ledger) throws IOException {
        Verifier verifier = new Verifier(TrustedKeys.parse(Files.readString(ledger.resolve("log.vkey"))));
        long start = System.nanoTime();
        Verdict verdict = verifier.log(ledger.toString(), new DiskFiles(ledger), (done, of) -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!(verdict instanceof Verdict.Verified verified)) {
            throw new IOException("the ledger does not verify: " + verdict);
        }
        return new Verified(verified.size(), verified.size() / seconds);
    }
}
