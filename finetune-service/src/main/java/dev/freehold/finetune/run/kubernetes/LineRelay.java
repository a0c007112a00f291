package dev.freehold.finetune.run.kubernetes;

import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.staged.RunLine;
import dev.freehold.finetune.run.staged.RunReport;
import dev.freehold.finetune.run.staged.StagedRun;
import java.io.IOException;
import java.nio.file.Path;

/** Passes a run's lines on to its journal, each once; a saved epoch is copied to this side before it is told of. */
final class LineRelay {
    private static final System.Logger LOG = System.getLogger(LineRelay.class.getName());

    private final StagedRun staged;
    private final RunInputs inputs;
    private final Path snapshots;
    private final long mostBytes;
    private final RunJournal journal;
    private final Told told;

    /**
     * @param snapshots folder that saved epochs are copied into
     * @param mostBytes of one saved epoch
     */
    LineRelay(StagedRun staged, RunInputs inputs, Path snapshots, long mostBytes, RunJournal journal)
            throws IOException {
        this.staged = staged;
        this.inputs = inputs;
        this.snapshots = snapshots;
        this.mostBytes = mostBytes;
        this.journal = journal;
        this.told = Told.in(staged.note("told.json"));
    }

    synchronized void pass(String pod, RunLine line) throws IOException {
        if (told.isSuccessor(pod)) {
            journal.say("the cluster lost the run's pod; another began anew");
        }
        if (told.isNew(pod, line)) {
            tell(line);
        }
        if (told.isSuccessor(pod) || told.isNew(pod, line)) {
            told.passed(pod, line);
        }
    }

    private void tell(RunLine line) {
        if (line.said() != null) {
            journal.say(line.said());
        } else if (line.progress() != null) {
            RunLine.Progress progress = line.progress();
            journal.step(progress.step(), progress.steps(), progress.loss());
        } else if (line.snapshot() != null) {
            tell(line.snapshot());
        }
    }

    /** A run goes on without a snapshot that could not be had: its result does not depend on any. */
    private void tell(RunLine.SavedEpoch saved) {
        int epoch = saved.figures().epoch();
        try {
            if (!RunReport.isOf(saved.lineage(), inputs)) {
                throw new IOException("it is of other inputs");
            }
            Path folder = snapshots.resolve("epoch-" + epoch);
            staged.takeSnapshot(saved, folder, mostBytes);
            journal.snapshot(new Snapshot(folder, saved.figures()), saved.lineage(), saved.leakTest());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the snapshot of an epoch could not be had from its run", e);
            journal.say("the snapshot of epoch " + epoch + " could not be had from the run");
        }
    }
}
