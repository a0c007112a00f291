package dev.freehold.engine.worker;

/** Says that a call to a worker brought no result, and why; carries no input text. */
public final class WorkerFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    /** Kinds of failure, by what the caller can do about them. */
    public enum Reason {
        /** The worker could not be started. */
        START,
        /** The worker refused this call and lives on: the message says what to change. */
        REFUSED,
        /** The worker died during the call or before it; start another. */
        CRASHED,
        /** The worker exceeded the time of the call and was killed. */
        TIMED_OUT
    }

    WorkerFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    WorkerFailed(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Kind of this failure. */
    public Reason reason() {
        return reason;
    }
}
