package dev.freehold.inference.worker;

/** Says that a worker does not do what was asked, and lives on; the message says what to change and quotes no text. */
public final class WorkerRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkerRefused(String sentence) {
        super(sentence);
    }
}
