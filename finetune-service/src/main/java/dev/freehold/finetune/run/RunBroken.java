package dev.freehold.finetune.run;

/** Ends a run that cannot go on. */
public final class RunBroken extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    public RunBroken(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public RunBroken(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
