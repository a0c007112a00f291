package dev.freehold.engine.worker.child;

import dev.freehold.engine.worker.Logits;
import java.nio.file.Path;
import java.util.List;

/** A loaded model, ready to be asked. */
sealed interface Served extends AutoCloseable permits ServedModel, ServedDecoder {
    /** Folder of the base, whose weights are shared. */
    Path base();

    /**
     * What this model makes of texts before anything is chosen: a classifier's classes, a decoder's next token.
     *
     * @throws dev.freehold.engine.Refusal if it has no such scores, or a text does not fit
     */
    Logits logits(List<String> texts);

    @Override
    void close();
}
