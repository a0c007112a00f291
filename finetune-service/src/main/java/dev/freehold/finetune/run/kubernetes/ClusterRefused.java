package dev.freehold.finetune.run.kubernetes;

/** The cluster answered that it will not; asked again, it would say the same. */
final class ClusterRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    ClusterRefused(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** HTTP status of the answer. */
    int status() {
        return status;
    }
}
