package dev.freehold.finetune.run.kubernetes;

import dev.freehold.contracts.json.Json;
import dev.freehold.finetune.run.staged.RunLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far a run's lines were passed on, kept in a file: a log is read from its first line again after every cut, and by the
 * next process. Not thread-safe.
 */
final class Told {
    /**
     * As the file has it.
     *
     * @param pod whose lines they are
     * @param line the last one passed on
     * @param epoch the last one of which a snapshot was passed on, of whatever pod
     */
    private record Place(String pod, long line, int epoch) {}

    private final Path file;
    private Place place;

    private Told(Path file, Place place) {
        this.file = file;
        this.place = place;
    }

    static Told in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Told(file, new Place("", 0, 0));
        }
        try {
            return new Told(file, Json.read(Files.readAllBytes(file), Place.class));
        } catch (IllegalArgumentException e) {
            throw new IOException("the note of what was told of a run cannot be read", e);
        }
    }

    /** Whether lines of another pod were passed on before any of this one. */
    boolean isSuccessor(String pod) {
        return !place.pod().isEmpty() && !place.pod().equals(pod);
    }

    /** Whether a line was not passed on yet; a later pod saves the same epochs again, from the same seed. */
    boolean isNew(String pod, RunLine line) {
        RunLine.SavedEpoch saved = line.snapshot();
        boolean later = !place.pod().equals(pod) || line.line() > place.line();
        return later && (saved == null || saved.figures().epoch() > place.epoch());
    }

    /** Notes a line as passed on. */
    void passed(String pod, RunLine line) throws IOException {
        RunLine.SavedEpoch saved = line.snapshot();
        place = new Place(
                pod,
                line.line(),
                saved == null
                        ? place.epoch()
                        : Math.max(place.epoch(), saved.figures().epoch()));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, Json.MAPPER.writeValueAsBytes(place));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
