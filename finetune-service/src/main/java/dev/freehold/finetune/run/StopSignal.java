package dev.freehold.finetune.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a run from another thread: the first cause counts, and what the run guards is closed at once. */
public final class StopSignal {
    private @Nullable Cause cause;
    private @Nullable TrainingSession guarded;

    /** Why a run is ended from outside. */
    public enum Cause {
        CANCELLED,
        DEADLINE,
        SHUTDOWN
    }

    /** Closes the run's session, so that a call under way in it ends. */
    public void stop(Cause why) {
        TrainingSession session;
        synchronized (this) {
            if (cause != null) {
                return;
            }
            cause = why;
            session = guarded;
        }
        if (session != null) {
            session.close();
        }
    }

    public synchronized Optional<Cause> cause() {
        return Optional.ofNullable(cause);
    }

    /** Hands a session over to be closed on stop; where stop came first, closes it now. */
    void guard(TrainingSession session) {
        boolean late;
        synchronized (this) {
            guarded = session;
            late = cause != null;
        }
        if (late) {
            session.close();
        }
    }
}
