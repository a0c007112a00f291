package dev.freehold.inference.worker;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of one model version.
 *
 * @param adapter change to the base; absent for the base alone
 */
public record ModelFolders(Path base, @Nullable Path adapter) {
    /** Finds the folders; asked only when the model is not in memory, because it checks every file. */
    public interface Source {
        ModelFolders find() throws IOException;
    }
}
