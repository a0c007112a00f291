package dev.freehold.engine.worker.child;

import java.nio.file.Path;

/** A loaded model, ready to be asked. */
sealed interface Served extends AutoCloseable permits ServedModel, ServedDecoder {
    /** Folder of the base, whose weights are shared. */
    Path base();

    @Override
    void close();
}
