package dev.freehold.standalone.home;

import dev.freehold.standalone.StartRefused;
import dev.freehold.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes a data folder: only one that Freehold made, and only while nothing runs on it. */
public final class FreshStart {
    private FreshStart() {}

    /**
     * @throws StartRefused if the folder is not ours, or a platform holds it
     */
    public static void clear(Home home) throws IOException {
        if (!Files.exists(home.folder())) {
            return;
        }
        if (!home.isOurs()) {
            throw new StartRefused(home.folder() + " is no data folder of Freehold; nothing was deleted");
        }
        home.create();
        try (HomeLock ignored = HomeLock.take(home)) {
            PostgresServer.stopLeftOver(home);
            boolean stack = Files.exists(home.stack());
            try (Stream<Path> files = Files.walk(home.folder())) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    if (!home.stack().startsWith(file) && !file.startsWith(home.stack())) {
                        Files.delete(file);
                    }
                }
            }
            if (!stack) {
                Files.delete(home.folder());
            }
        }
    }
}
