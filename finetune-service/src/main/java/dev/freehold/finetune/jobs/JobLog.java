package dev.freehold.finetune.jobs;

import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.evaluation.Figures;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.snapshot.Snapshots;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;

/** Writes down what happens to a job, as it happens. */
@Singleton
class JobLog {
    /** Steps told of a run, about: enough for a curve, few enough to keep. */
    private static final int STEPS_TOLD = 400;

    private static final System.Logger LOG = System.getLogger(JobLog.class.getName());

    private final JobEvents events;
    private final Snapshots snapshots;
    private final Clock clock;

    JobLog(JobEvents events, Snapshots snapshots, Clock clock) {
        this.events = events;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    void say(JobOrder order, String message) {
        events.add(order, JobEvent.info(clock.instant(), message));
    }

    void fault(JobOrder order, String message) {
        events.add(order, JobEvent.error(clock.instant(), message));
    }

    RunJournal journal(JobOrder order) {
        return new RunJournal() {
            @Override
            public void say(String sentence) {
                JobLog.this.say(order, sentence);
            }

            @Override
            public void step(int step, int steps, double loss) {
                int stride = Math.max(1, steps / STEPS_TOLD);
                if (step == 1 || step == steps || step % stride == 0) {
                    events.add(order, JobEvent.step(clock.instant(), step, steps, loss));
                }
            }

            @Override
            public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
                keep(order, snapshot, lineage, leakTest);
            }
        };
    }

    /** A run goes on without a snapshot that could not be kept: its result does not depend on any. */
    private void keep(JobOrder order, Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
        int epoch = snapshot.figures().epoch();
        try {
            snapshots.keep(order.inputs().tenant(), order.id(), snapshot, lineage, leakTest);
            say(order, "epoch " + epoch + " ended with " + told(snapshot.figures()) + "; a snapshot was kept");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a snapshot of " + order.id() + " was not kept", e);
            fault(order, "the snapshot of epoch " + epoch + " could not be kept");
        }
    }

    private static String told(Snapshot.Figures figures) {
        return "train loss " + Figures.decimal(figures.trainLoss())
                + (figures.validLoss() == null ? "" : ", held-out loss " + Figures.decimal(figures.validLoss()))
                + (figures.validAccuracy() == null
                        ? ""
                        : ", held-out accuracy " + Figures.decimal(figures.validAccuracy()));
    }
}
