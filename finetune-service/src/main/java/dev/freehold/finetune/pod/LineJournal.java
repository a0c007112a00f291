package dev.freehold.finetune.pod;

import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.staged.RunLine;
import dev.freehold.finetune.run.staged.StagedInputs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Tells of a run line by line; each line is written whole, at once. */
final class LineJournal implements RunJournal {
    private final OutputStream out;
    private long lines;

    LineJournal(OutputStream out) {
        this.out = out;
    }

    @Override
    public void say(String sentence) {
        tell(sentence, null, null);
    }

    @Override
    public void step(int step, int steps, double loss) {
        // JSON has no word for a loss that is no number; the run's own figures will show it.
        if (Double.isFinite(loss)) {
            tell(null, new RunLine.Progress(step, steps, loss), null);
        }
    }

    @Override
    public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
        try {
            tell(
                    null,
                    null,
                    new RunLine.SavedEpoch(
                            String.valueOf(snapshot.folder().getFileName()),
                            StagedInputs.written(snapshot.folder()),
                            snapshot.figures(),
                            lineage,
                            leakTest));
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot cannot be read back", e);
        }
    }

    private synchronized void tell(
            @Nullable String said, RunLine.@Nullable Progress progress, RunLine.@Nullable SavedEpoch snapshot) {
        try {
            out.write(new RunLine(++lines, said, progress, snapshot).bytes());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("nobody listens", e);
        }
    }
}
