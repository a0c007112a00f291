package dev.freehold.finetune.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run had learned at the end of an epoch, saved like its result.
 *
 * @param folder holds it; for whoever is told of it to move or delete
 */
public record Snapshot(Path folder, Figures figures) {
    /**
     * What was measured of it, by the training itself.
     *
     * @param epoch from 1
     * @param step that the epoch ended with, from 1
     * @param trainLoss mean over the epoch
     * @param validLoss mean on the rows that early stopping looks at; absent where there are none
     * @param validAccuracy share of right answers on those rows; absent where there are none, and of what writes text
     */
    public record Figures(
            int epoch,
            int step,
            double trainLoss,
            @Nullable Double validLoss,
            @Nullable Double validAccuracy) {}
}
