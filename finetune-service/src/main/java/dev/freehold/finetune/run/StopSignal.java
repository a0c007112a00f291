package dev.freehold.finetune.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a run from another thread: the first cause counts, and what guards the run acts at once. */
public final class StopSignal {
    private @Nullable Cause cause;
    private @Nullable Runnable guarded;

    /** Why a run is ended from outside. */
    public enum Cause {
        CANCELLED,
        DEADLINE,
        SHUTDOWN
    }

    /** Tells whoever guards the run, so that what is under way in it ends. */
    public void stop(Cause why) {
        Runnable told;
        synchronized (this) {
            if (cause != null) {
                return;
            }
            cause = why;
            told = guarded;
        }
        if (told != null) {
            told.run();
        }
    }

    public synchronized Optional<Cause> cause() {
        return Optional.ofNullable(cause);
    }

    /** Names who is told of a stop, on the stopping thread; where stop came first, tells now. */
    public void guard(Runnable ending) {
        boolean late;
        synchronized (this) {
            guarded = ending;
            late = cause != null;
        }
        if (late) {
            ending.run();
        }
    }
}
