package dev.freehold.finetune.jobs;

import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.run.RunOutcome.Trained;
import dev.freehold.finetune.run.Tuned;

/**
 * What a run brought.
 *
 * @param adapter manifest digest of the registered adapter
 * @param isolation how the worker was kept off the network: {@code namespace} or {@code none}
 * @param seconds wall clock of the run
 */
record JobResult(Digest adapter, String isolation, double seconds, Tuned tuned, Evaluation evaluation) {
    static JobResult of(Trained trained, Digest adapter) {
        return new JobResult(
                adapter, trained.lineage().network(), trained.seconds(), trained.tuned(), trained.evaluation());
    }
}
