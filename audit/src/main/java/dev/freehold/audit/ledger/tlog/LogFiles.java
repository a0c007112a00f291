package dev.freehold.audit.ledger.tlog;

import dev.freehold.audit.ledger.tile.LogSource;
import java.io.IOException;

/**
 * Port: writes the files of a log. Nothing that was written outlives a power cut before it was forced: a file's content by
 * {@link #force}, its being there by {@link #forceFolder} on the folder that it is in.
 */
public interface LogFiles extends LogSource {
    /** Writes a whole file, over the one that may be there; makes no folder. */
    void write(String path, byte[] content) throws IOException;

    void force(String path) throws IOException;

    /** Makes one folder; does nothing if it is there. */
    void makeFolder(String path) throws IOException;

    /**
     * @param path of a folder; empty for the log's root
     */
    void forceFolder(String path) throws IOException;

    /** Puts one file into the place of another, so that a reader finds the one or the other, whole. */
    void replace(String path, String with) throws IOException;

    /** Removes a folder and the files in it; does nothing if it is not there. */
    void removeFolder(String path) throws IOException;

    boolean exists(String path) throws IOException;

    /** Writes a file in the log's root so that readers and power cuts see its old or its new content, never a mixture. */
    default void replaceDurably(String path, byte[] content) throws IOException {
        String next = path + ".new";
        write(next, content);
        force(next);
        replace(path, next);
        forceFolder("");
    }
}
