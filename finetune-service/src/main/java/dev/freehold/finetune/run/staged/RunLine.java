package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.run.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's log: a JSON object, of whose parts behind its number one is there.
 *
 * <p>The log is not this program's alone (native code prints there too), so whatever is no such line is passed over.
 *
 * @param line from 1, one more on each line of a process
 * @param said a sentence
 * @param progress a step
 * @param snapshot that was saved
 */
public record RunLine(
        long line,
        @Nullable String said,
        @Nullable Progress progress,
        @Nullable SavedEpoch snapshot) {
    /** Longest line, in bytes; a longer one is passed over. */
    public static final int LONGEST = 1 << 16;

    private static final int LONGEST_SENTENCE = 2_000;

    public RunLine {
        int parts = (said == null ? 0 : 1) + (progress == null ? 0 : 1) + (snapshot == null ? 0 : 1);
        if (line < 1 || parts != 1) {
            throw new IllegalArgumentException("a line has a number from 1 and one part");
        }
        said = said == null || said.length() <= LONGEST_SENTENCE ? said : said.substring(0, LONGEST_SENTENCE);
    }

    /** A training step, as the worker's protocol has it too. */
    public record Progress(int step, int steps, double loss) {
        public Progress {
            if (step < 1 || step > steps || !Double.isFinite(loss)) {
                throw new IllegalArgumentException("a step is 1 to the planned ones, and its loss a number");
            }
        }
    }

    /**
     * The end of an epoch.
     *
     * @param folder its name below the outputs' folder of snapshots
     * @param files digest of each of its files, by name
     */
    public record SavedEpoch(
            String folder,
            SortedMap<String, Digest> files,
            Snapshot.Figures figures,
            Lineage lineage,
            LeakTest leakTest) {
        public SavedEpoch {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /** The line as text, with its end mark. */
    public byte[] bytes() throws IOException {
        return (Json.MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what may be a line; empty where it is none. */
    public static Optional<RunLine> read(String text) {
        if (!text.startsWith("{\"line\":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8), RunLine.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
