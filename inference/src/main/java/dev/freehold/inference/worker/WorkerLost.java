package dev.freehold.inference.worker;

/** Says that there is no worker: it did not start, died, or was ended because it took too long. */
public final class WorkerLost extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkerLost(String cause) {
        super(cause);
    }
}
