package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.run.Failure;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A run's last word, short enough for what the cluster keeps of a container's end. It does not lie where the outputs lie: whoever
 * can write those cannot make it agree.
 *
 * @param report digest of the report; absent where it failed
 * @param failure why it failed; absent where it trained
 */
public record RunEnd(@Nullable Digest report, @Nullable Failure failure) {
    /** Exit status of a process that trained. */
    public static final int TRAINED = 0;
    /** Exit status of a process whose run ended of itself, without an adapter. */
    public static final int BROKE = 3;

    /** Kubernetes keeps 4096 bytes. */
    private static final int LONGEST_MESSAGE = 900;

    public RunEnd {
        if ((report == null) == (failure == null)) {
            throw new IllegalArgumentException("a run ends with a report or with a failure");
        }
        if (failure != null && failure.message().length() > LONGEST_MESSAGE) {
            failure = new Failure(failure.code(), failure.message().substring(0, LONGEST_MESSAGE));
        }
    }

    public byte[] bytes() {
        return Json.tree(this).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a last word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RunEnd read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), RunEnd.class);
    }
}
