package dev.freehold.inference.worker;

/** Says that the files of a model version are missing, altered, or nothing that the worker can run. */
public final class UnservableModel extends Exception {
    private static final long serialVersionUID = 1L;

    public UnservableModel(String cause) {
        super(cause);
    }
}
